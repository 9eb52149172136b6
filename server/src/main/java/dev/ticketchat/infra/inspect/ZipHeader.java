package dev.ticketchat.infra.inspect;

import java.io.IOException;

/// The fields that a zip has both in front of a member and in its directory, in the same order.
record ZipHeader(
    int flags, int method, long sum, long packed, long size, int lengthOfName, int lengthOfExtra) {
  private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
  private static final int LENGTHS_BEHIND = 1 << 3;

  static ZipHeader read(Content zip) throws IOException {
    int flags = zip.u16le();
    int method = zip.u16le();
    zip.skip(4);
    var header =
        new ZipHeader(
            flags, method, zip.u32le(), zip.u32le(), zip.u32le(), zip.u16le(), zip.u16le());
    if (header.lengthOfName > MemberNames.MAX_BYTES) {
      throw new Damaged("too long a name");
    }
    return header;
  }

  boolean encrypted() {
    return (flags & ENCRYPTED) != 0;
  }

  /// Whether lengths and sum stand behind the member, not in front of it.
  boolean lengthsBehind() {
    return (flags & LENGTHS_BEHIND) != 0;
  }

  /// @param name as Latin-1, byte for byte
  ZipEntry entry(String name, ZipExtra extra) throws Damaged {
    long wholeSize = extra.length(size);
    long wholePacked = extra.length(packed);
    return new ZipEntry(name, method, encrypted(), sum, wholePacked, wholeSize);
  }
}
