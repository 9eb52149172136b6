package dev.ticketchat.bench.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// WebSocket frames as a client writes them (RFC 6455, 5.2): whole and masked.
final class Frames {
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xa;

  static final int FIN = 0x80;
  static final int LENGTH_16 = 126;
  static final int LENGTH_64 = 127;
  static final int LONGEST_HEADER = 14;

  private static final int MASKED = 0x80;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private Frames() {}

  static int headerLength(int length) {
    return length < LENGTH_16 ? 6 : length <= 0xffff ? 8 : LONGEST_HEADER;
  }

  /// Writes a frame's header.
  ///
  /// @param mask the masking key, its first byte uppermost
  static void putHeader(byte[] to, int at, int opcode, int length, int mask) {
    to[at] = (byte) (FIN | opcode);
    int header = headerLength(length);
    switch (header) {
      case 6 -> to[at + 1] = (byte) (MASKED | length);
      case 8 -> {
        to[at + 1] = (byte) (MASKED | LENGTH_16);
        SHORTS.set(to, at + 2, (short) length);
      }
      default -> {
        to[at + 1] = (byte) (MASKED | LENGTH_64);
        LONGS.set(to, at + 2, (long) length);
      }
    }
    INTS.set(to, at + header - Integer.BYTES, mask);
  }

  /// Masks a part of a payload, in place.
  ///
  /// @param offset where in the payload that part begins
  static void mask(byte[] bytes, int from, int to, int mask, int offset) {
    int turned = Integer.rotateLeft(mask, 8 * (offset & 3));
    long wide = (long) turned << 32 | (turned & 0xffffffffL);
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ wide);
    }
    for (; at < to; at++) {
      bytes[at] ^= (byte) (wide >>> 56);
      wide = Long.rotateLeft(wide, 8);
    }
  }
}
