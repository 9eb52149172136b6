package dev.ticketchat.engine.engineio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// WebSocket frames as a server writes them (RFC 6455, 5.2): whole and unmasked.
final class Frames {
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xa;

  static final int FIN = 0x80;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;

  private Frames() {}

  static int headerLength(int length) {
    return length < LENGTH_16 ? 2 : length <= 0xffff ? 4 : 10;
  }

  static void writeHeader(ByteBuf to, int opcode, int length) {
    to.writeByte(FIN | opcode);
    switch (headerLength(length)) {
      case 2 -> to.writeByte(length);
      case 4 -> to.writeByte(LENGTH_16).writeShort(length);
      default -> to.writeByte(LENGTH_64).writeLong(length);
    }
  }

  /// A control frame.
  static byte[] control(int opcode, byte[] data) {
    byte[] frame = new byte[headerLength(data.length) + data.length];
    var out = Unpooled.wrappedBuffer(frame).clear();
    writeHeader(out, opcode, data.length);
    out.writeBytes(data);
    return frame;
  }

  static byte[] close(int code) {
    return control(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
  }
}
