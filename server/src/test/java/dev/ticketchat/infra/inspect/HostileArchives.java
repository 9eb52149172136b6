package dev.ticketchat.infra.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Archives that expand beyond bounds, lie, or lock.
final class HostileArchives {
  static final String HOLDS = "contains a file that ";
  static final String TOO_DEEP = "is an archive within too many archives";
  static final String TOO_MUCH = "is an archive that expands to too much";
  static final String TOO_MANY = "is an archive of too many files";
  static final String DAMAGED = "is damaged or not what it claims to be";
  static final String LOCKED = "is protected by a password and cannot be checked";
  static final String UNREADABLE = "is compressed in a way that cannot be checked";
  static final String HIDES = "hides a second file in itself";
  static final String UNSEEN =
      "is a kind of archive that cannot be checked; please send a zip file";

  private static final int MIB = 1024 * 1024;
  private static final byte[] HELLO = Bytes.text("hello");

  private HostileArchives() {}

  static List<Sample> bombs() {
    return List.of(
        Sample.made(
            "a zip of one enormous file",
            "a.zip",
            () -> Zips.of("zeros", Bytes.zeros(64 * MIB)),
            TOO_MUCH),
        Sample.made(
            "a zip of many files that are large together",
            "a.zip",
            HostileArchives::dense,
            TOO_MUCH),
        Sample.made(
            "a gzip file of zeros", "a.gz", () -> Archives.gzip(Bytes.zeros(64 * MIB)), TOO_MUCH),
        Sample.made(
            "a gzip file in a gzip file",
            "a.gz",
            () -> Archives.gzip(Archives.gzip(Bytes.zeros(64 * MIB))),
            TOO_MUCH),
        Sample.made(
            "a tar of zeros in a gzip file",
            "a.tgz",
            () -> Archives.gzip(Archives.tar("zeros", Bytes.zeros(32 * MIB))),
            TOO_MUCH),
        Sample.made(
            "a tree of zips, as 42.zip is",
            "a.zip",
            () -> Zips.tree(3, Bytes.zeros(8 * MIB)),
            TOO_MUCH),
        Sample.made(
            "a tree of zips with nothing much in it", "a.zip", () -> Zips.tree(4, HELLO), TOO_MANY),
        Sample.of("zips in zips in zips", "a.zip", Zips.nested(5, HELLO), TOO_DEEP),
        Sample.made("gzip files in gzip files", "a.gz", () -> gzips(12), TOO_DEEP),
        Sample.of(
            "tars and zips in turns",
            "a.tar",
            Archives.tar(
                "a", Zips.of("b", Archives.tar("c", Zips.of("d", Archives.tar("e", HELLO))))),
            TOO_DEEP),
        Sample.of(
            "a document in too many zips",
            "a.zip",
            Zips.nested(4, Documents.openXml(Documents.WORD)),
            TOO_DEEP),
        Sample.made("a zip of very many files", "a.zip", () -> Zips.many(5_001), TOO_MANY),
        Sample.made("a tar of very many files", "a.tar", HostileArchives::manyInTar, TOO_MANY),
        Sample.made(
            "a zip whose files are all the same bytes",
            "a.zip",
            () -> Zips.overlapping(1000, Bytes.zeros(MIB)),
            DAMAGED),
        Sample.made(
            "a zip whose files quote each other",
            "a.zip",
            () -> Zips.quoted(100, Bytes.zeros(64 * 1024)),
            HOLDS + DAMAGED),
        Sample.made(
            "a document that expands to too much",
            "a.docx",
            () -> Documents.openXml(Documents.WORD, "word/media/a.bin", Bytes.zeros(64 * MIB)),
            TOO_MUCH),
        Sample.made(
            "a PDF whose objects expand to too much",
            "a.pdf",
            () ->
                Documents.pdf(
                    Documents.deflatedStream("/Type /ObjStm /N 1 /First 4", Bytes.zeros(64 * MIB))),
            TOO_MUCH));
  }

  static List<Sample> lies() {
    var hello = ZipSample.deflated("hello", HELLO);
    return List.of(
        Sample.of(
            "a zip that calls a large file small",
            "a.zip",
            Zips.of(ZipSample.deflated("a", Bytes.zeros(100_000)).size(10)),
            DAMAGED),
        Sample.of(
            "a zip that calls a small file large", "a.zip", Zips.of(hello.size(1 << 30)), DAMAGED),
        Sample.of("a zip whose sums are wrong", "a.zip", Zips.of(hello.sum(1)), DAMAGED),
        Sample.of(
            "a zip whose directory has another size",
            "a.zip",
            Zips.of(hello.sizeInDirectory(6)),
            DAMAGED),
        Sample.of(
            "a zip whose directory has another name",
            "a.zip",
            Zips.of(ZipSample.deflated("a.txt", HELLO).nameInDirectory("a.exe")),
            DAMAGED),
        Sample.of(
            "a zip with a file that the directory leaves out",
            "a.zip",
            new Zips().add(hello).addLocal(ZipSample.deflated("b", HELLO)).done(),
            DAMAGED),
        Sample.of(
            "a zip that lists a file twice",
            "a.zip",
            new Zips().add(hello).addToDirectory(hello, 0).done(),
            DAMAGED),
        Sample.of(
            "a zip with two files of one name",
            "a.zip",
            Zips.of(hello, ZipSample.deflated("hello", Bytes.text("other"))),
            DAMAGED),
        Sample.of("a zip that counts wrong", "a.zip", new Zips().add(hello).done(7, ""), DAMAGED),
        Sample.of(
            "a zip with something between its parts",
            "a.zip",
            new Zips().add(hello).withGap(HostilePrograms.exe()),
            DAMAGED),
        Sample.of(
            "a zip with something behind it",
            "a.zip",
            Bytes.join(Zips.of(hello), Bytes.text("<html>")),
            HIDES),
        Sample.of("a zip that breaks off", "a.zip", Arrays.copyOf(Zips.of(hello), 40), DAMAGED),
        Sample.of("a gzip file whose sum is wrong", "a.gz", Archives.gzip(HELLO, "", 1), DAMAGED),
        Sample.of(
            "a gzip file with something behind it",
            "a.gz",
            Bytes.join(Archives.gzip(HELLO), Zips.of(hello)),
            HIDES),
        Sample.of(
            "a tar with something behind it",
            "a.tar",
            Bytes.join(Archives.tar("a", HELLO), Zips.of(hello)),
            HIDES),
        Sample.of(
            "a tar that breaks off", "a.tar", Archives.member("a", '0', HELLO, 1 << 20), DAMAGED),
        Sample.of("a zip with a password", "a.zip", Zips.of(hello.flags(1)), LOCKED),
        Sample.of("a zip with AES", "a.zip", Zips.of(hello.flags(1).method(99)), LOCKED),
        Sample.of("a zip with a method of its own", "a.zip", Zips.of(hello.method(14)), UNREADABLE),
        Sample.of("a 7z archive", "a.7z", Bytes.padded(Bytes.hex("377ABCAF271C0004"), 64), UNSEEN),
        Sample.of(
            "a RAR archive",
            "a.rar",
            Bytes.padded(Bytes.hex("526172211A0701003392B5E5"), 64),
            UNSEEN),
        Sample.of(
            "an xz file", "a.xz", Bytes.padded(Bytes.hex("FD377A585A000004E6D6B446"), 64), UNSEEN),
        Sample.of(
            "a bzip2 file", "a.bz2", Bytes.padded(Bytes.hex("425A683931415926535900"), 64), UNSEEN),
        Sample.of("a cabinet", "a.cab", Bytes.padded(Bytes.hex("4D53434600000000"), 64), UNSEEN),
        Sample.made(
            "the image of a disk",
            "a.bin",
            HostileArchives::disk,
            "is the image of a disk, which is not accepted"));
  }

  /// Random bytes do not compress, so their ratio is that of the zeros between.
  private static byte[] dense() {
    var block = Bytes.join(random(64 * 1024), Bytes.zeros(8 * MIB));
    var zip = new Zips();
    for (int i = 0; i < 32; i++) {
      zip.add(ZipSample.deflated("f" + i, block));
    }
    return zip.done();
  }

  private static byte[] random(int count) {
    var bytes = new byte[count];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static byte[] gzips(int levels) {
    var bytes = HELLO;
    for (int i = 0; i < levels; i++) {
      bytes = Archives.gzip(bytes);
    }
    return bytes;
  }

  private static byte[] manyInTar() {
    var tar = new Bytes();
    for (int i = 0; i < 5_001; i++) {
      tar.add(Archives.member("n" + i, '0', new byte[0]));
    }
    return tar.add(Bytes.zeros(1024)).done();
  }

  private static byte[] disk() {
    return Bytes.padded(
        Bytes.join(Bytes.zeros(32768), Bytes.hex("01"), Bytes.text("CD001\u0001")), 36864);
  }
}
