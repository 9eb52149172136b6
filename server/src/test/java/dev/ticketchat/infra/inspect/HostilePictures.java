package dev.ticketchat.infra.inspect;

import static dev.ticketchat.infra.inspect.HostileArchives.HIDES;

import java.util.Arrays;
import java.util.List;

/// Pictures beyond bounds, two files in one, and types that their bytes contradict.
final class HostilePictures {
  static final String TOO_LARGE = "is a picture of too many pixels";
  static final String TOO_MANY_FRAMES = "is an animation of too many frames";
  static final String NO_PICTURE = "is not a picture that can be read";
  static final String HIDES_TEXT = "hides a web page or a script in itself";
  static final String CONTRADICTS = "is not what it claims to be";
  static final String UNKNOWN_SIZE = "is a kind of picture whose size cannot be checked";

  private HostilePictures() {}

  static List<Sample> sizes() {
    return List.of(
        Sample.of("a PNG of 50,000 by 50,000", "a.png", Images.png(50_000, 50_000), TOO_LARGE),
        Sample.of("a PNG of one very long line", "a.png", Images.png(1, 4_000_000_000L), TOO_LARGE),
        Sample.of("a JPEG of 50,000 by 50,000", "a.jpg", Images.jpeg(50_000, 50_000), TOO_LARGE),
        Sample.of("a GIF of 50,000 by 50,000", "a.gif", Images.gif(50_000, 50_000, 1), TOO_LARGE),
        Sample.made(
            "a GIF of 100,000 frames", "a.gif", () -> Images.gif(1, 1, 100_000), TOO_MANY_FRAMES),
        Sample.of("a BMP of 50,000 by 50,000", "a.bmp", Images.bmp(50_000, 50_000), TOO_LARGE),
        Sample.of(
            "a BMP of 50,000 by 50,000 that runs downwards",
            "a.bmp",
            Images.bmp(50_000, -50_000),
            TOO_LARGE),
        Sample.of(
            "a WebP of 16,000 by 16,000", "a.webp", Images.webp(16_000, 16_000, 0), TOO_LARGE),
        Sample.made(
            "a WebP of 3,000 frames", "a.webp", () -> Images.webp(10, 10, 3_000), TOO_MANY_FRAMES),
        Sample.of("a TIFF of 50,000 by 50,000", "a.tif", Images.tiff(50_000, 50_000, 1), TOO_LARGE),
        Sample.of("a TIFF of 3,000 pages", "a.tif", Images.tiff(10, 10, 3_000), TOO_MANY_FRAMES),
        Sample.of(
            "a TIFF whose pages run in a circle", "a.tif", Images.tiffInACircle(), TOO_MANY_FRAMES),
        Sample.of(
            "a HEIC picture of 50,000 by 50,000",
            "a.heic",
            Images.heif("heic", 50_000, 50_000),
            TOO_LARGE),
        Sample.of(
            "an AVIF picture of 50,000 by 50,000",
            "a.avif",
            Images.heif("avif", 50_000, 50_000),
            TOO_LARGE),
        Sample.of(
            "an animated PNG of 1,000,000 frames",
            "a.png",
            Images.png(10, 10, Images.chunk("acTL", Bytes.hex("000F424000000000"))),
            TOO_MANY_FRAMES),
        Sample.of("a PNG without a size", "a.png", Bytes.hex("89504E470D0A1A0A0000"), NO_PICTURE),
        Sample.of("a PNG of no pixels", "a.png", Images.png(0, 10), NO_PICTURE),
        Sample.of(
            "a JPEG that breaks off before its size",
            "a.jpg",
            Arrays.copyOf(Images.jpeg(10, 10), 22),
            NO_PICTURE),
        Sample.of("a GIF without a frame", "a.gif", Images.gif(10, 10, 0), NO_PICTURE),
        Sample.of(
            "a HEIC picture without a size",
            "a.heic",
            Images.box("ftyp", Bytes.text("heic\0\0\0\0mif1heic")),
            NO_PICTURE),
        Sample.of(
            "JPEG 2000",
            "a.jp2",
            Bytes.padded(Bytes.hex("0000000C6A5020200D0A870A00000014667479706A703220"), 64),
            UNKNOWN_SIZE),
        Sample.of(
            "an icon",
            "a.ico",
            Bytes.padded(Bytes.hex("00000100010010100000010020006804000016000000"), 64),
            UNKNOWN_SIZE));
  }

  static List<Sample> polyglots() {
    var zip = Zips.of("a.txt", Bytes.text("hello"));
    var jar =
        Zips.of("META-INF/MANIFEST.MF", Bytes.text("x"), "A.class", Bytes.hex("CAFEBABE00000041"));
    return List.of(
        Sample.of(
            "a GIF with a jar behind it", "a.gif", Bytes.join(Images.real("gif"), jar), HIDES),
        Sample.of(
            "a JPEG with a zip behind it", "a.jpg", Bytes.join(Images.real("jpg"), zip), HIDES),
        Sample.of(
            "a PNG with a zip and more behind it",
            "a.png",
            Bytes.join(Images.real("png"), zip, Bytes.zeros(300)),
            HIDES),
        Sample.of(
            "a PNG with a zip in a chunk",
            "a.png",
            Images.png(10, 10, Images.chunk("zTXt", zip)),
            HIDES),
        Sample.of(
            "a BMP with a RAR archive behind it",
            "a.bmp",
            Bytes.join(Images.real("bmp"), Bytes.padded(Bytes.hex("526172211A0701003392B5E5"), 64)),
            HIDES),
        Sample.of(
            "a PDF with a jar behind it",
            "a.pdf",
            Bytes.join(Documents.pdf("<< /Type /Catalog >>"), jar),
            HIDES),
        Sample.of(
            "a PDF behind a GIF's beginning",
            "a.gif",
            Bytes.join(Images.real("gif"), Documents.pdf("<< /Type /Catalog >>")),
            HIDES),
        Sample.of(
            "a PDF behind something else",
            "a.pdf",
            Bytes.join(Bytes.text("hello %%\n"), Documents.pdf("<< /Type /Catalog >>")),
            HIDES),
        Sample.of(
            "an MP3 with a zip behind it",
            "a.mp3",
            Bytes.join(Bytes.padded(Bytes.hex("FFFB9064"), 1000), zip),
            HIDES),
        Sample.of(
            "a text with a zip behind it",
            "a.txt",
            Bytes.join(Bytes.text("hello ".repeat(1000)), zip),
            HIDES),
        Sample.of(
            "an old Word file with a jar behind it",
            "a.doc",
            Bytes.join(Documents.compound("WordDocument"), jar),
            HIDES),
        Sample.of(
            "unknown bytes with a zip behind them",
            "a.bin",
            Bytes.join(Bytes.hex("0001020304050607"), zip),
            HIDES),
        Sample.of(
            "a PNG with a page in its words",
            "a.png",
            Images.png(
                10, 10, Images.chunk("tEXt", Bytes.text("Comment\0<script>alert(1)</script>"))),
            HIDES_TEXT),
        Sample.of(
            "a JPEG with PHP in its comment",
            "a.jpg",
            Bytes.join(
                Bytes.hex("FFD8FFFE0020"),
                Bytes.padded(Bytes.text("<?php system($_GET[0]); ?>"), 30),
                Images.jpeg(10, 10)),
            HIDES_TEXT),
        Sample.of(
            "a GIF that is a script too",
            "a.gif",
            Bytes.join(Images.gif('/' | '*' << 8, 10, 1), Bytes.text("*/=1;alert(1)")),
            HIDES_TEXT),
        Sample.of(
            "an MP4 with a page at its beginning",
            "a.mp4",
            Bytes.join(
                Images.box("ftyp", Bytes.text("isom\0\0\0\0isommp42")),
                Images.box("free", Bytes.text("<html><script>x</script>"))),
            HIDES_TEXT));
  }

  static List<Sample> contradictions() {
    var random = Bytes.hex("9F8E7D6C5B4A39281706F5E4D3C2B1A0000102030405");
    return List.of(
        Sample.declared(
            "a JPEG declared a PNG", "a.png", "image/png", Images.real("jpg"), CONTRADICTS),
        Sample.declared(
            "a PDF declared a picture", "a.png", "image/png", Documents.pdf("<< >>"), CONTRADICTS),
        Sample.declared(
            "a text declared a picture", "a.png", "image/png", Bytes.text("hello"), CONTRADICTS),
        Sample.declared(
            "a text declared a PDF", "a.pdf", "application/pdf", Bytes.text("hello"), CONTRADICTS),
        Sample.declared(
            "a picture declared a text", "a.txt", "text/plain", Images.real("png"), CONTRADICTS),
        Sample.declared("unknown bytes declared a film", "a.mp4", "video/mp4", random, CONTRADICTS),
        Sample.declared(
            "unknown bytes declared a text",
            "a.txt",
            "text/plain; charset=utf-8",
            random,
            CONTRADICTS),
        Sample.declared(
            "unknown bytes declared a PDF", "a.pdf", "application/pdf", random, CONTRADICTS),
        Sample.declared(
            "nothing declared a picture", "a.png", "image/png", new byte[0], CONTRADICTS),
        Sample.declared(
            "a zip declared a picture",
            "a.png",
            "image/jpeg",
            Zips.of("a", Bytes.text("x")),
            CONTRADICTS),
        Sample.declared(
            "a Word file declared an Excel file",
            "a.xlsx",
            Documents.openXmlType("spreadsheetml.sheet"),
            Documents.openXml(Documents.WORD),
            CONTRADICTS),
        Sample.declared(
            "an MP3 declared a WAV",
            "a.wav",
            "audio/wav",
            Bytes.padded(Bytes.hex("FFFB9064"), 1000),
            CONTRADICTS),
        Sample.declared(
            "a picture declared an unknown sound",
            "a",
            "audio/x-of-ours",
            Images.real("png"),
            CONTRADICTS),
        Sample.declared(
            "a text declared a program",
            "a.txt",
            "application/x-msdownload",
            Bytes.text("hello"),
            HostilePrograms.PROGRAM),
        Sample.declared(
            "a text declared a page",
            "a.txt",
            "TEXT/HTML; charset=utf-8",
            Bytes.text("hello"),
            HostilePages.PAGE),
        Sample.declared(
            "a text declared a script",
            "a.txt",
            "application/javascript",
            Bytes.text("hello"),
            HostilePrograms.PROGRAM));
  }
}
