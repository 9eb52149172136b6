package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Walks a tar: POSIX, GNU and older ones. Sparse files and several volumes are not read.
final class TarMembers {
  /// The records of an extended header that change what readers see: only the name may.
  private static final Pattern SIZE = Pattern.compile("\\d+ (size|GNU\\.sparse\\.[a-z.]+)=");

  private static final Pattern PATH = Pattern.compile("(?:^|\\n)\\d+ path=([^\\n]*)\\n");
  private static final int MAX_EXTENDED = 16 * 1024;

  private final Content tar;
  private final Budget budget;
  private final Place place;
  private final Members members;
  private String longName = "";

  /// @param place the tar's
  TarMembers(Content tar, Budget budget, Place place, Members members) {
    this.tar = tar;
    this.budget = budget;
    this.place = place;
    this.members = members;
  }

  void walk() throws IOException {
    for (var block = tar.bytes(TarHeader.BLOCK);
        block[0] != 0;
        block = tar.bytes(TarHeader.BLOCK)) {
      budget.countEntry();
      member(TarHeader.parse(block));
      if (tar.available() == 0) {
        return;
      }
    }
    for (int next = tar.read(); next >= 0; next = tar.read()) {
      if (next != 0) {
        place.found(Finding.HIDDEN_DATA);
      }
    }
  }

  private void member(TarHeader header) throws IOException {
    switch (header.kind()) {
      case 'L' -> longName = extended(header).replace("\0", "");
      case 'x' -> longName = path(extended(header));
      case 'g' -> path(extended(header));
      case '0', '\0', '7', '5' -> file(header);
      case '1', '2', '3', '4', '6', 'K' -> {
        place.found(Finding.MEMBER_NAME);
        skip(header);
      }
      default -> {
        place.found(Finding.UNREADABLE);
        skip(header);
      }
    }
  }

  private void file(TarHeader header) throws IOException {
    var name = longName.isEmpty() ? header.name() : longName;
    longName = "";
    MemberNames.check(name, place, place.inside());
    var bytes = new Slice(tar, header.size());
    members.member(name, bytes);
    bytes.transferTo(OutputStream.nullOutputStream());
    tar.skip(padding(header.size()));
  }

  private void skip(TarHeader header) throws IOException {
    tar.skip(header.size());
    tar.skip(padding(header.size()));
  }

  private String extended(TarHeader header) throws IOException {
    if (header.size() > MAX_EXTENDED) {
      throw new Damaged("too long a header");
    }
    var bytes = tar.bytes((int) header.size());
    tar.skip(padding(header.size()));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String path(String records) {
    if (SIZE.matcher(records).find()) {
      place.found(Finding.UNREADABLE);
    }
    var path = PATH.matcher(records);
    return path.find() ? path.group(1) : "";
  }

  private static long padding(long size) {
    return -size & (TarHeader.BLOCK - 1);
  }
}
