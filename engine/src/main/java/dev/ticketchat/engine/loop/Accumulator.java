package dev.ticketchat.engine.loop;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Collects bytes that arrive in pieces. Its memory grows with what has come, never to a length
/// that was only announced, and is handed over without a copy if the announced length comes whole.
public final class Accumulator {
  private static final byte[] NONE = {};

  private byte[] bytes = NONE;
  private int size;

  public int size() {
    return size;
  }

  /// Takes `count` bytes from `in`.
  ///
  /// @param expected the size at the end, as far as it is known
  /// @return where in [#array] they begin
  public int append(ByteBuf in, int count, int expected) {
    int start = size;
    reserve(start + count, expected);
    in.readBytes(bytes, start, count);
    size += count;
    return start;
  }

  /// The memory behind it, valid until the next call.
  public byte[] array() {
    return bytes;
  }

  /// Hands over what has come, exactly sized, and starts anew.
  public byte[] take() {
    byte[] taken = bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
    bytes = NONE;
    size = 0;
    return taken;
  }

  private void reserve(int needed, int expected) {
    if (needed > bytes.length) {
      int doubled = (int) Math.min(Math.max(expected, needed), 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
    }
  }
}
