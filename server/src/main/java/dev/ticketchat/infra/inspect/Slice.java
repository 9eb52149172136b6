package dev.ticketchat.infra.inspect;

import java.io.IOException;

/// The next so many bytes of an archive, as they are.
final class Slice extends MemberStream {
  private final Content archive;
  private long left;

  Slice(Content archive, long length) {
    this.archive = archive;
    this.left = length;
  }

  @Override
  int next(byte[] into, int from, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int available = archive.available();
    if (available == 0) {
      throw new Damaged("breaks off");
    }
    int count = (int) Math.min(Math.min(available, length), left);
    System.arraycopy(archive.buffer(), archive.start(), into, from, count);
    archive.consume(count);
    left -= count;
    return count;
  }

  @Override
  long packed() {
    return count();
  }
}
