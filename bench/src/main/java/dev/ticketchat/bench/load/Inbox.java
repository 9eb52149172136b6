package dev.ticketchat.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Where the connections of one event loop look at what they received, one after the other. A
/// connection keeps bytes of its own only while a frame of it is incomplete.
final class Inbox {
  static final byte[] NOTHING = {};
  private static final int SIZE = 256 * 1024;

  private byte[] bytes = new byte[SIZE];
  private int end;

  /// Puts together what a connection kept and what it received since.
  void fill(byte[] kept, ByteBuf received) {
    int more = received.readableBytes();
    end = kept.length + more;
    if (end > bytes.length) {
      bytes = new byte[Math.max(end, 2 * bytes.length)];
    }
    System.arraycopy(kept, 0, bytes, 0, kept.length);
    received.readBytes(bytes, kept.length, more);
  }

  byte[] bytes() {
    return bytes;
  }

  int end() {
    return end;
  }

  /// What is to be kept of it.
  byte[] from(int start) {
    return start == end ? NOTHING : Arrays.copyOfRange(bytes, start, end);
  }
}
