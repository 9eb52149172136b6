package dev.ticketchat.infra.inspect;

import static dev.ticketchat.infra.inspect.HostileArchives.HOLDS;
import static dev.ticketchat.infra.inspect.HostileArchives.LOCKED;
import static dev.ticketchat.infra.inspect.HostileArchives.UNREADABLE;
import static dev.ticketchat.infra.inspect.HostileArchives.UNSEEN;
import static dev.ticketchat.infra.inspect.HostilePages.PAGE;
import static dev.ticketchat.infra.inspect.HostilePrograms.NAMED;
import static dev.ticketchat.infra.inspect.HostilePrograms.PROGRAM;

import java.util.List;

/// Archives that hold what is not accepted, or lead outside of themselves.
final class HostileMembers {
  static final String OUTSIDE = "is an archive with names or links that lead outside of it";

  private static final byte[] HELLO = Bytes.text("hello");

  private HostileMembers() {}

  static List<Sample> members() {
    return List.of(
        Sample.of(
            "a zip with a program",
            "a.zip",
            Zips.of("readme.txt", HostilePrograms.exe()),
            HOLDS + PROGRAM),
        Sample.of(
            "a zip with a program's name", "a.zip", Zips.of("docs/run.bat", HELLO), HOLDS + NAMED),
        Sample.of(
            "a zip with a page", "a.zip", Zips.of("a.txt", Bytes.text("<html>")), HOLDS + PAGE),
        Sample.of(
            "a zip with a program named like a part of a document",
            "a.zip",
            Zips.of("a.rels", HostilePrograms.exe()),
            HOLDS + PROGRAM),
        Sample.of(
            "a zip with a page named like a part of a document",
            "a.zip",
            Zips.of("[Content_Types].xml", Bytes.text("<html>")),
            HOLDS + PAGE),
        Sample.of(
            "a zip with a program named like a mark of a document",
            "a.zip",
            Zips.of("mimetype", HostilePrograms.exe()),
            HOLDS + PROGRAM),
        Sample.of(
            "a zip with a program in a zip",
            "a.zip",
            Zips.of("b.zip", Zips.of("c", HostilePrograms.exe())),
            HOLDS + PROGRAM),
        Sample.of(
            "a tar in a gzip file with a script",
            "a.tgz",
            Archives.gzip(Archives.tar("x", Bytes.text("#!/bin/sh\n"))),
            HOLDS + PROGRAM),
        Sample.of(
            "a gzip file with a program's name inside",
            "a.gz",
            Archives.gzip(HELLO, "run.exe"),
            HOLDS + NAMED),
        Sample.of(
            "a tar with a program's name",
            "a.tar",
            Archives.tar("docs/run.vbs", HELLO),
            HOLDS + NAMED),
        Sample.of(
            "a zip with an enormous picture",
            "a.zip",
            Zips.of("a.png", Images.png(50_000, 50_000)),
            HostilePictures.TOO_LARGE),
        Sample.of("a zip that climbs out", "a.zip", Zips.of("../../etc/cron.d/x", HELLO), OUTSIDE),
        Sample.of(
            "a zip that climbs out the Windows way", "a.zip", Zips.of("..\\..\\x", HELLO), OUTSIDE),
        Sample.of("a zip that starts at the root", "a.zip", Zips.of("/etc/passwd", HELLO), OUTSIDE),
        Sample.of("a zip that starts at a drive", "a.zip", Zips.of("C:\\x", HELLO), OUTSIDE),
        Sample.of("a zip with NUL in a name", "a.zip", Zips.of("a\0.txt", HELLO), OUTSIDE),
        Sample.of("a zip with line ends in a name", "a.zip", Zips.of("a\r\nb.txt", HELLO), OUTSIDE),
        Sample.of(
            "a zip with a link",
            "a.zip",
            Zips.of(ZipSample.stored("a", Bytes.text("/etc/passwd")).link()),
            OUTSIDE),
        Sample.of(
            "a tar with a link",
            "a.tar",
            Bytes.join(Archives.member("a", '2', Bytes.zeros(0)), Bytes.zeros(1024)),
            OUTSIDE),
        Sample.of("a tar that climbs out", "a.tar", Archives.tar("../a", HELLO), OUTSIDE),
        Sample.of(
            "a tar that climbs out by a long name",
            "a.tar",
            Bytes.join(
                Archives.member("././@LongLink", 'L', Bytes.text("x/../../a\0")),
                Archives.tar("a", HELLO)),
            OUTSIDE),
        Sample.of(
            "a tar that climbs out by an extended name",
            "a.tar",
            Bytes.join(
                Archives.member("pax", 'x', Bytes.text("15 path=../../a\n")),
                Archives.tar("a", HELLO)),
            OUTSIDE),
        Sample.of(
            "a sparse tar",
            "a.tar",
            Bytes.join(Archives.member("a", 'S', Bytes.zeros(0)), Bytes.zeros(1024)),
            UNREADABLE),
        Sample.of(
            "an archive with a 7z archive",
            "a.zip",
            Zips.of("a", Bytes.padded(Bytes.hex("377ABCAF271C0004"), 64)),
            HOLDS + UNSEEN),
        Sample.of(
            "an archive with a zip with a password",
            "a.zip",
            Zips.of("b.zip", Zips.of(ZipSample.stored("c", HELLO).flags(1))),
            HOLDS + LOCKED));
  }
}
