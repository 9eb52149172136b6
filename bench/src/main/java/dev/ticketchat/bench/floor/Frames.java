package dev.ticketchat.bench.floor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// WebSocket frames: whole, of text, and of a server, so without a mask. A frame is made from its
/// packet in place: the packet is written first, behind room for the header.
final class Frames {
  /// Of a final frame of text.
  static final int TEXT = 0x81;

  static final int HEADER = 2;
  static final int LONGER_HEADER = 4;

  /// Says instead of a length that it follows, in two bytes.
  static final int LENGTH_16 = 126;

  /// Bytes of a client's message that are taken. With what a server adds, two bytes can say its
  /// length.
  static final int LARGEST = 60_000;

  private Frames() {}

  /// Room for a packet.
  static ByteBuf packet(ByteBufAllocator allocator, int capacity) {
    return allocator.directBuffer(LONGER_HEADER + capacity).setIndex(LONGER_HEADER, LONGER_HEADER);
  }

  /// Puts the header before a packet from [#packet].
  static ByteBuf frame(ByteBuf packet) {
    int length = packet.readableBytes();
    if (length < LENGTH_16) {
      int start = LONGER_HEADER - HEADER;
      return packet.setByte(start, TEXT).setByte(start + 1, length).readerIndex(start);
    }
    return packet.setByte(0, TEXT).setByte(1, LENGTH_16).setShort(2, length).readerIndex(0);
  }

  /// The packet in a frame.
  static ByteBuf packetOf(ByteBuf frame) {
    boolean longer = frame.getByte(frame.readerIndex() + 1) == LENGTH_16;
    return frame.skipBytes(longer ? LONGER_HEADER : HEADER);
  }
}
