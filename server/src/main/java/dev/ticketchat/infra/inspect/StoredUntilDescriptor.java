package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.util.zip.CRC32;

/// A stored member of a zip whose length stands behind it, in a descriptor, as Go's archive writer
/// and others make them. The descriptor is where its signature, the sum and the length of the bytes
/// before it agree.
final class StoredUntilDescriptor extends MemberStream {
  /// Signature, sum, and twice the length in its long form.
  private static final int DESCRIPTOR = 24;

  private static final int SHORT_DESCRIPTOR = 16;

  private final Content archive;
  private final CRC32 soFar = new CRC32();
  private long passed;

  StoredUntilDescriptor(Content archive) {
    this.archive = archive;
  }

  @Override
  int next(byte[] into, int from, int length) throws IOException {
    if (!archive.has(DESCRIPTOR) && !archive.has(SHORT_DESCRIPTOR)) {
      throw new Damaged("breaks off");
    }
    if (descriptorFollows()) {
      return -1;
    }
    int count = pass(Math.min(length, archive.available()));
    System.arraycopy(archive.buffer(), archive.start(), into, from, count);
    archive.consume(count);
    soFar.update(into, from, count);
    passed += count;
    return count;
  }

  @Override
  long packed() {
    return count();
  }

  /// How many bytes may pass: up to the next byte that could begin a descriptor, at least one.
  private int pass(int most) {
    for (int i = 1; i < most; i++) {
      boolean could = archive.peek(i) == 'P' && (i + 1 == most || archive.peek(i + 1) == 'K');
      if (could && (i + 2 >= most || archive.peek(i + 2) == 7)) {
        return i;
      }
    }
    return most;
  }

  private boolean descriptorFollows() throws IOException {
    if (archive.peek32(0) != ZipMembers.DESCRIPTOR || archive.peek32(4) != soFar.getValue()) {
      return false;
    }
    boolean shortForm = archive.peek32(8) == passed && archive.peek32(12) == passed;
    return shortForm || (archive.has(DESCRIPTOR) && u64(8) == passed && u64(16) == passed);
  }

  private long u64(int at) {
    return archive.peek32(at) | archive.peek32(at + 4) << 32;
  }
}
