package dev.ticketchat.infra.inspect;

import static dev.ticketchat.infra.inspect.Documents.WORD;

import java.util.List;
import java.util.Random;

/// Pictures, sound, film and archives as people send them, and what each is stored as: type,
/// extension, and a mark for pictures.
final class OrdinaryFiles {

  private OrdinaryFiles() {}

  static List<Sample> pictures() {
    return List.of(
        Sample.declared("a PNG", "a.png", "image/png", Images.real("png"), "image/png png picture"),
        Sample.declared(
            "a JPEG", "a.jpg", "image/jpg", Images.real("jpg"), "image/jpeg jpg picture"),
        Sample.declared("a GIF", "a.gif", "image/gif", Images.real("gif"), "image/gif gif picture"),
        Sample.declared(
            "a BMP", "a.bmp", "image/x-ms-bmp", Images.real("bmp"), "image/bmp bmp picture"),
        Sample.declared("a TIFF", "a.tif", "image/tiff", Images.real("tif"), "image/tiff tif"),
        Sample.declared(
            "a WebP", "a.webp", "image/webp", Images.webp(640, 480, 2), "image/webp webp picture"),
        Sample.declared(
            "a HEIC picture",
            "a.heic",
            "image/heif",
            Images.heif("heic", 4032, 3024),
            "image/heic heic"),
        Sample.declared(
            "an AVIF picture",
            "a.avif",
            "image/avif",
            Images.heif("avif", 800, 600),
            "image/avif avif"),
        Sample.of(
            "a JPEG of a telephone's 50 megapixels",
            "a.jpg",
            Images.jpeg(8160, 6144),
            "image/jpeg jpg picture"),
        Sample.of(
            "a JPEG with a film behind it",
            "a.jpg",
            Bytes.join(Images.jpeg(4000, 3000), film("isom")),
            "image/jpeg jpg picture"),
        Sample.of(
            "a GIF of 500 frames", "a.gif", Images.gif(200, 100, 500), "image/gif gif picture"),
        Sample.of("a JPEG called a PNG", "a.png", Images.real("jpg"), "image/jpeg jpg picture"),
        Sample.declared(
            "a PNG declared nothing in particular",
            "a",
            "application/octet-stream",
            Images.real("png"),
            "image/png png picture"));
  }

  static List<Sample> media() {
    return List.of(
        Sample.declared("an MP4", "a.mp4", "video/mp4", film("isom"), "video/mp4 mp4"),
        Sample.declared(
            "a QuickTime film", "a.mov", "video/quicktime", film("qt  "), "video/quicktime mov"),
        Sample.declared("an M4A", "a.m4a", "audio/x-m4a", film("M4A "), "audio/mp4 m4a"),
        Sample.declared(
            "a WebM",
            "a.webm",
            "video/webm",
            Bytes.padded(
                Bytes.hex("1A45DFA39F4286810142F7810142F2810442F381084282847765626D"), 256),
            "video/webm webm"),
        Sample.declared(
            "a voice message in WebM",
            "a.webm",
            "audio/webm;codecs=opus",
            Bytes.padded(
                Bytes.hex("1A45DFA39F4286810142F7810142F2810442F381084282847765626D"), 256),
            "video/webm webm"),
        Sample.declared(
            "an MP3",
            "a.mp3",
            "audio/mpeg",
            Bytes.padded(Bytes.hex("FFFB9064"), 2000),
            "audio/mpeg mp3"),
        Sample.declared(
            "an MP3 with a title",
            "a.mp3",
            "audio/mp3",
            Bytes.padded(Bytes.hex("49443303000000000021"), 2000),
            "audio/mpeg mp3"),
        Sample.declared("a WAV", "a.wav", "audio/x-wav", wav(), "audio/wav wav"),
        Sample.declared(
            "an Ogg file",
            "a.ogg",
            "audio/ogg",
            Bytes.padded(
                Bytes.hex(
                    "4F67675300020000000000000000010000000000000000000000 011E01766F72626973"),
                256),
            "audio/ogg ogg"),
        Sample.declared(
            "a FLAC file",
            "a.flac",
            "audio/flac",
            Bytes.padded(Bytes.hex("664C614300000022"), 256),
            "audio/flac flac"));
  }

  static List<Sample> archives() {
    var hello = Bytes.text("hello");
    var tar = Archives.tar("logs/a.log", hello, "logs/b.log", hello);
    var streamed =
        new Zips()
            .addStreamed(ZipSample.deflated("a", hello), true)
            .addStreamed(ZipSample.stored("b", Bytes.text("and PK\7\b more PPP")), true)
            .addStreamed(ZipSample.deflated("c", hello), false);
    return List.of(
        Sample.declared(
            "a zip",
            "a.zip",
            "application/x-zip-compressed",
            Zips.of("a.txt", hello, "photos/", new byte[0], "photos/b.png", Images.real("png")),
            "application/zip zip"),
        Sample.made("a zip of large files", "a.zip", OrdinaryFiles::large, "application/zip zip"),
        Sample.of("a zip with nothing in it", "a.zip", new Zips().done(), "application/zip zip"),
        Sample.of(
            "a zip with a comment",
            "a.zip",
            new Zips().add(ZipSample.stored("a", hello)).done(1, "made by hand"),
            "application/zip zip"),
        Sample.of(
            "a zip that was written without going back",
            "a.zip",
            streamed.done(),
            "application/zip zip"),
        Sample.of(
            "a zip with a zip and a Word file",
            "a.zip",
            Zips.of("b.zip", Zips.of("c.txt", hello), "d.docx", Documents.openXml(WORD)),
            "application/zip zip"),
        Sample.of(
            "a zip of a long log",
            "a.zip",
            Zips.of("a.log", Bytes.text(log(20_000))),
            "application/zip zip"),
        Sample.made("a zip of 2,000 files", "a.zip", () -> Zips.many(2_000), "application/zip zip"),
        Sample.declared(
            "a gzip file",
            "a.log.gz",
            "application/x-gzip",
            Archives.gzip(hello, "a.log"),
            "application/gzip gz"),
        Sample.of(
            "a gzip file in two pieces",
            "a.gz",
            Bytes.join(Archives.gzip(hello), Archives.gzip(hello)),
            "application/gzip gz"),
        Sample.declared("a tar", "a.tar", "application/x-tar", tar, "application/x-tar tar"),
        Sample.declared(
            "a tar in a gzip file",
            "a.tgz",
            "application/x-compressed-tar",
            Archives.gzip(tar),
            "application/gzip gz"));
  }

  private static byte[] film(String brand) {
    return Bytes.join(
        Images.box("ftyp", Bytes.text(brand + "\0\0\2\0" + brand + "mp42")),
        Images.box("mdat", Bytes.zeros(256)));
  }

  /// Longer than every buffer, and with what looks like the end of a file in the middle.
  private static byte[] large() {
    var noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    var text = Bytes.join(noise, Bytes.text("PK\7\b".repeat(50_000)), noise);
    return new Zips()
        .addStreamed(ZipSample.stored("stored", text), true)
        .addStreamed(ZipSample.deflated("deflated", text), false)
        .add(ZipSample.stored("whole", text))
        .done();
  }

  private static byte[] wav() {
    return new Bytes()
        .add("RIFF")
        .u32le(136)
        .add("WAVEfmt ")
        .u32le(16)
        .u16le(1)
        .u16le(1)
        .u32le(8000)
        .u32le(8000)
        .u16le(1)
        .u16le(8)
        .add("data")
        .u32le(100)
        .add(Bytes.zeros(100))
        .done();
  }

  static String log(int lines) {
    var log = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      log.append("2026-11-2")
          .append(i % 10)
          .append(" INFO request ")
          .append(i * 7919L % 104729)
          .append(" took ")
          .append(i % 97)
          .append(" ms\n");
    }
    return log.toString();
  }
}
