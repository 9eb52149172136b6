package dev.ticketchat.engine.engineio;

import static dev.ticketchat.engine.engineio.WebSocketViolation.NOT_UTF8;
import static dev.ticketchat.engine.engineio.WebSocketViolation.POLICY;
import static dev.ticketchat.engine.engineio.WebSocketViolation.PROTOCOL_ERROR;
import static dev.ticketchat.engine.engineio.WebSocketViolation.TOO_BIG;

import dev.ticketchat.engine.large.LargeMessage;
import dev.ticketchat.engine.loop.Accumulator;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads WebSocket frames of a client (RFC 6455) and puts messages together, however their bytes
/// are split; what is too large for that it hands on as it comes. Between frames it holds no
/// buffer.
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

    /// A message begins that is too large to be put together.
    ///
    /// @param first as for [#onText]; -1 if the message is binary
    /// @return who takes what follows `first`; text is checked to be UTF-8
    LargeMessage onLarge(int first);

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

  /// Fragments that a message may have, however small, and besides one for so many of its bytes: it
  /// ends, and costs little more than a message of one frame.
  private static final int SMALL_FRAGMENTS = 1_000;

  private static final int SMALLEST_FRAGMENT = 32;

  private final int maxMessage;
  private final Sink sink;

  private final Accumulator message = new Accumulator();
  private int messageOpcode = NONE;
  private int messageSize;
  private int fragments;
  private int firstByte = NONE;
  private @Nullable LargeMessage large;
  private Utf8.Stream largeText = new Utf8.Stream();

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
    if (!isControl()) {
      if (length > maxMessage - messageSize) {
        throw new WebSocketViolation(TOO_BIG, "message too big");
      }
      messageSize += (int) length;
      fragments++;
      if (fragments > SMALL_FRAGMENTS + messageSize / SMALLEST_FRAGMENT) {
        throw new WebSocketViolation(POLICY, "too many fragments");
      }
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

  private void readPayload(ByteBuf in) throws WebSocketViolation {
    if (messageOpcode == Frames.TEXT && firstByte == NONE && !isControl()) {
      firstByte = in.readUnsignedByte() ^ mask >>> 24;
      mask = Integer.rotateLeft(mask, 8);
      left--;
    }
    int count = (int) Math.min(left, in.readableBytes());
    if (isControl()) {
      collect(control, in, count);
    } else if (messageSize <= LargeMessage.THRESHOLD) {
      collect(message, in, count);
    } else {
      handOn(in, count);
    }
    mask = Integer.rotateLeft(mask, 8 * (count & 3));
    left -= count;
  }

  private void collect(Accumulator target, ByteBuf in, int count) {
    int start = target.append(in, count, target.size() + (int) left);
    unmask(target.array(), start, start + count, mask);
  }

  private void handOn(ByteBuf in, int count) throws WebSocketViolation {
    if (large == null) {
      large = sink.onLarge(firstByte);
      largeText = new Utf8.Stream();
      handOn(message.take());
    }
    byte[] piece = new byte[count];
    in.readBytes(piece);
    unmask(piece, 0, count, mask);
    handOn(piece);
  }

  private void handOn(byte[] piece) throws WebSocketViolation {
    if (messageOpcode == Frames.TEXT && !largeText.accepts(piece)) {
      throw notUtf8();
    }
    if (large != null && piece.length > 0) {
      large.take(piece);
    }
  }

  /// Nothing more will be read.
  void abort() {
    if (large != null) {
      large.abort();
      large = null;
    }
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
    messageOpcode = NONE;
    messageSize = 0;
    fragments = 0;
    firstByte = NONE;
    if (large != null) {
      endLarge(large, text);
    } else if (!text) {
      sink.onBinary(message.take());
    } else {
      endText(first, message.take());
    }
  }

  private void endLarge(LargeMessage whole, boolean text) throws WebSocketViolation {
    if (text && !largeText.complete()) {
      throw notUtf8();
    }
    large = null;
    whole.end();
  }

  private void endText(int first, byte[] rest) throws WebSocketViolation {
    if (first < 0x80 && !Utf8.isValid(rest)) { // no packet begins within a character
      throw notUtf8();
    }
    sink.onText(first, rest);
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
      throw notUtf8();
    }
  }

  private static WebSocketViolation notUtf8() {
    return new WebSocketViolation(NOT_UTF8, "invalid UTF-8");
  }

  private boolean isControl() {
    return opcode >= Frames.CLOSE;
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
