package dev.ticketchat.engine.engineio;

import static dev.ticketchat.engine.engineio.WebSocketViolation.NOT_UTF8;
import static dev.ticketchat.engine.engineio.WebSocketViolation.PROTOCOL_ERROR;
import static dev.ticketchat.engine.engineio.WebSocketViolation.TOO_BIG;

import dev.ticketchat.engine.loop.Accumulator;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Reads WebSocket frames of a client (RFC 6455) and puts messages together, however their bytes
/// are split. Between frames it holds no buffer.
///
/// The first byte of a text message is the packet's type. It is kept apart from the start, so that
/// the rest is copied once, into an array of exactly its size.
final class FrameReader {

  /// What frames amount to.
  interface Sink {
    /// A text message.
    ///
    /// @param first the first byte; -1 if the message is empty
    /// @param rest valid UTF-8, if the first byte is ASCII
    void onText(int first, byte[] rest);

    void onBinary(byte[] data);

    void onPing(byte[] data);

    /// The peer closes. Its code, if it gave one, was valid.
    void onClose();
  }

  private enum Expecting {
    OPCODE,
    LENGTH,
    MORE_LENGTH,
    MASK,
    PAYLOAD
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int NONE = -1;
  private static final int MAX_CONTROL = 125;

  private final int maxMessage;
  private final Sink sink;

  private final Accumulator message = new Accumulator();
  private int messageOpcode = NONE;
  private int firstByte = NONE;

  private Expecting expecting = Expecting.OPCODE;
  private int opcode;
  private boolean fin;
  private int headerBytesLeft;
  private int shortestLength;
  private long left;
  private int mask;
  private final Accumulator control = new Accumulator();

  /// A reader at the start of a connection.
  ///
  /// @param maxMessage bytes of a message, over all its fragments
  FrameReader(int maxMessage, Sink sink) {
    this.maxMessage = maxMessage;
    this.sink = sink;
  }

  /// Reads up to the end of one frame, and hands up what is complete with it.
  ///
  /// @return whether a frame ended; false: all bytes are taken, more are needed
  boolean read(ByteBuf in) throws WebSocketViolation {
    while (in.isReadable()) {
      switch (expecting) {
        case OPCODE -> readOpcode(in.readUnsignedByte());
        case LENGTH -> readLength(in.readUnsignedByte());
        case MORE_LENGTH -> readMoreLength(in.readUnsignedByte());
        case MASK -> readMask(in.readUnsignedByte());
        case PAYLOAD -> readPayload(in);
      }
      if (expecting == Expecting.PAYLOAD && left == 0) {
        expecting = Expecting.OPCODE;
        endFrame();
        return true;
      }
    }
    return false;
  }

  private void readOpcode(int bits) throws WebSocketViolation {
    fin = (bits & Frames.FIN) != 0;
    opcode = bits & 0xf;
    require((bits & 0x70) == 0, "reserved bits");
    switch (opcode) {
      case Frames.CONTINUATION -> require(messageOpcode != NONE, "nothing to continue");
      case Frames.TEXT, Frames.BINARY -> {
        require(messageOpcode == NONE, "message within a message");
        messageOpcode = opcode;
      }
      case Frames.CLOSE, Frames.PING, Frames.PONG -> require(fin, "fragmented control frame");
      default -> throw new WebSocketViolation(PROTOCOL_ERROR, "unknown opcode");
    }
    expecting = Expecting.LENGTH;
  }

  private void readLength(int bits) throws WebSocketViolation {
    require((bits & 0x80) != 0, "not masked");
    int length = bits & 0x7f;
    require(!isControl() || length <= MAX_CONTROL, "long control frame");
    switch (length) {
      case 126 -> expectMoreLength(2, 126);
      case 127 -> expectMoreLength(8, 0x10000);
      default -> setLength(length);
    }
  }

  private void expectMoreLength(int bytes, int atLeast) {
    headerBytesLeft = bytes;
    shortestLength = atLeast;
    left = 0;
    expecting = Expecting.MORE_LENGTH;
  }

  private void readMoreLength(int bits) throws WebSocketViolation {
    left = left << 8 | bits;
    headerBytesLeft--;
    if (headerBytesLeft == 0) {
      require(left >= shortestLength, "length not in its shortest form, or negative");
      setLength(left);
    }
  }

  private void setLength(long length) throws WebSocketViolation {
    if (!isControl() && length > maxMessage - messageSize()) {
      throw new WebSocketViolation(TOO_BIG, "message too big");
    }
    left = length;
    headerBytesLeft = 4;
    mask = 0;
    expecting = Expecting.MASK;
  }

  private void readMask(int bits) {
    mask = mask << 8 | bits;
    headerBytesLeft--;
    if (headerBytesLeft == 0) {
      expecting = Expecting.PAYLOAD;
    }
  }

  private void readPayload(ByteBuf in) {
    if (messageOpcode == Frames.TEXT && firstByte == NONE && !isControl()) {
      firstByte = in.readUnsignedByte() ^ mask >>> 24;
      mask = Integer.rotateLeft(mask, 8);
      left--;
    }
    var target = isControl() ? control : message;
    int count = (int) Math.min(left, in.readableBytes());
    int start = target.append(in, count, target.size() + (int) left);
    unmask(target.array(), start, start + count, mask);
    mask = Integer.rotateLeft(mask, 8 * (count & 3));
    left -= count;
  }

  private void endFrame() throws WebSocketViolation {
    switch (opcode) {
      case Frames.PING -> sink.onPing(control.take());
      case Frames.PONG -> control.take();
      case Frames.CLOSE -> {
        checkClose(control.take());
        sink.onClose();
      }
      default -> {
        if (fin) {
          endMessage();
        }
      }
    }
  }

  private void endMessage() throws WebSocketViolation {
    boolean text = messageOpcode == Frames.TEXT;
    int first = firstByte;
    byte[] data = message.take();
    messageOpcode = NONE;
    firstByte = NONE;
    if (!text) {
      sink.onBinary(data);
    } else if (first >= 0x80 || Utf8.isValid(data)) { // no packet begins within a character
      sink.onText(first, data);
    } else {
      throw new WebSocketViolation(NOT_UTF8, "invalid UTF-8");
    }
  }

  private static void checkClose(byte[] data) throws WebSocketViolation {
    if (data.length == 0) {
      return;
    }
    require(data.length >= 2, "short close");
    int code = ((data[0] & 0xff) << 8) | (data[1] & 0xff);
    boolean registered = code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
    require(registered || (code >= 3000 && code <= 4999), "invalid close code");
    if (!Utf8.isValid(Arrays.copyOfRange(data, 2, data.length))) {
      throw new WebSocketViolation(NOT_UTF8, "invalid UTF-8");
    }
  }

  private boolean isControl() {
    return opcode >= Frames.CLOSE;
  }

  private int messageSize() {
    return message.size() + (firstByte == NONE ? 0 : 1);
  }

  private static void unmask(byte[] bytes, int from, int to, int mask) {
    long wide = Long.reverseBytes(((long) mask << 32) | (mask & 0xffffffffL));
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ wide);
    }
    for (int rotated = mask; at < to; at++) {
      bytes[at] ^= (byte) (rotated >>> 24);
      rotated = Integer.rotateLeft(rotated, 8);
    }
  }

  private static void require(boolean kept, String rule) throws WebSocketViolation {
    if (!kept) {
      throw new WebSocketViolation(PROTOCOL_ERROR, rule);
    }
  }
}
