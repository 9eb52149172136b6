package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/// The bytes of one member of an archive, counted and summed as they pass.
abstract class MemberStream extends InputStream {
  private final CRC32 sum = new CRC32();
  private long count;

  /// As [InputStream#read(byte[], int, int)] for a length above 0.
  abstract int next(byte[] into, int from, int length) throws IOException;

  @Override
  public final int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public final int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int read = next(into, from, length);
    if (read > 0) {
      sum.update(into, from, read);
      count += read;
    }
    return read;
  }

  /// How many bytes have passed.
  final long count() {
    return count;
  }

  /// CRC-32 of them.
  final long sum() {
    return sum.getValue();
  }

  /// How many bytes of the archive that took.
  abstract long packed();
}
