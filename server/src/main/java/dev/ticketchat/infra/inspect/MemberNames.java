package dev.ticketchat.infra.inspect;

import java.util.regex.Pattern;

/// Which names a member of an archive may have: those that stay inside a folder when unpacked.
final class MemberNames {
  /// Longer ones do not fit into a file system's path.
  static final int MAX_BYTES = 4096;

  private static final Pattern OUTSIDE =
      Pattern.compile("^[/\\\\]|^[A-Za-z]:|(^|[/\\\\])\\.\\.($|[/\\\\])|[\\x00-\\x1f\\x7f]");

  private MemberNames() {}

  /// Refuses a name that leads outside, and one that the table refuses. An empty one is none.
  static void check(String name, Place archive, Place member) {
    if (OUTSIDE.matcher(name).find()) {
      archive.found(Finding.MEMBER_NAME);
    }
    member.judgeName(last(name));
  }

  private static String last(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }
}
