package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;

/// Where the connections of one event loop put their packets together, one after the other, and
/// make frames of them.
final class PacketBuffer {
  /// Room for a frame's header before its payload.
  private static final int START = Frames.LONGEST_HEADER;

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);

  private final ByteBufAllocator allocator;
  private byte[] bytes = new byte[4096];
  private int end = START;

  PacketBuffer(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  PacketBuffer start() {
    end = START;
    return this;
  }

  PacketBuffer put(byte[] more) {
    return put(more, 0, more.length);
  }

  PacketBuffer put(byte[] more, int from, int length) {
    reserve(length);
    System.arraycopy(more, from, bytes, end, length);
    end += length;
    return this;
  }

  /// Puts a number that is not negative.
  PacketBuffer putDecimal(int number) {
    int digits = 1;
    for (int rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    reserve(digits);
    end += digits;
    int rest = number;
    for (int at = end - 1; digits > 0; digits--, at--) {
      bytes[at] = DIGITS[rest % 10];
      rest /= 10;
    }
    return this;
  }

  PacketBuffer putHex(long number, int digits) {
    reserve(digits);
    long rest = number;
    for (int at = end + digits - 1; at >= end; at--) {
      bytes[at] = DIGITS[(int) rest & 0xf];
      rest >>>= 4;
    }
    end += digits;
    return this;
  }

  int length() {
    return end - START;
  }

  /// What was put since the start, as a frame.
  ByteBuf frame(int opcode, int mask) {
    int length = length();
    int header = Frames.headerLength(length);
    Frames.mask(bytes, START, end, mask, 0);
    Frames.putHeader(bytes, START - header, opcode, length, mask);
    return copy(START - header, end);
  }

  /// What was put since the start, as the last part of a frame's payload.
  ///
  /// @param offset how much of the payload there is before
  ByteBuf lastPart(int mask, int offset) {
    Frames.mask(bytes, START, end, mask, offset);
    return copy(START, end);
  }

  private ByteBuf copy(int from, int to) {
    return allocator.directBuffer(to - from).writeBytes(bytes, from, to - from);
  }

  private void reserve(int more) {
    if (end + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end + more, 2 * bytes.length));
    }
  }
}
