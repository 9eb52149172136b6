package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.large.Base64Stream;
import dev.ticketchat.engine.large.InvalidBase64Exception;
import dev.ticketchat.engine.large.LargeMessage;
import dev.ticketchat.engine.large.LargeMessage.Kind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Reads the packets of a polling payload one after the other, as its bytes arrive, so that those
/// before a malformed one still count.
final class PayloadReader {
  /// Stands between packets.
  static final byte SEPARATOR = 0x1e;

  /// Stands before the base64 of a binary message.
  static final byte BINARY = 'b';

  private static final int NONE = -1;

  /// Of the base64 of a binary message that is not large.
  private static final int LARGE_BASE64 = Math.ceilDiv(LargeMessage.THRESHOLD, 3) * 4;

  /// Whom the packets are for.
  interface Sink {
    /// Whether packets are wanted now. While not, bytes wait.
    boolean accepting();

    void onPacket(Packet packet);

    LargeMessage onLarge(Kind kind);
  }

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Piece(byte[] bytes, Runnable taken) {}

  private final Sink sink;
  private final Queue<Piece> pieces = new ArrayDeque<>();
  private int next;
  private boolean whole;
  private boolean done;

  private int type = NONE;
  private final ByteArrayOutputStream packet = new ByteArrayOutputStream(0);
  private Base64Stream base64 = new Base64Stream(true);
  private Utf8.Stream utf8 = new Utf8.Stream();
  private @Nullable LargeMessage large;

  PayloadReader(Sink sink) {
    this.sink = sink;
  }

  /// Adds bytes of the payload.
  ///
  /// @param taken run when they are read, and more may come
  void add(byte[] bytes, Runnable taken) {
    pieces.add(new Piece(bytes, taken));
  }

  /// What was added is all. An empty payload has one packet, which is malformed.
  void end() {
    whole = true;
  }

  /// Whether the last packet was read.
  boolean done() {
    return done;
  }

  /// Reads as far as there is something to read and the sink accepts it.
  void read() throws MalformedPacketException {
    while (!done && sink.accepting() && readPart()) {}
  }

  /// The rest does not count, nor will it come.
  void abort() {
    done = true;
    if (large != null) {
      large.abort();
      large = null;
    }
    pieces.forEach(piece -> piece.taken().run());
    pieces.clear();
  }

  /// Reads to the end of a packet or of a piece.
  private boolean readPart() throws MalformedPacketException {
    var piece = pieces.peek();
    if (piece == null) {
      if (whole) {
        done = true;
        endPacket();
      }
      return whole;
    }
    int end = next;
    while (end < piece.bytes().length && piece.bytes()[end] != SEPARATOR) {
      end++;
    }
    collect(piece.bytes(), next, end);
    next = end + 1;
    if (end < piece.bytes().length) {
      endPacket();
    } else {
      next = 0;
      pieces.remove();
      piece.taken().run();
    }
    return true;
  }

  private void collect(byte[] bytes, int from, int to) throws MalformedPacketException {
    int at = from;
    if (at < to && type == NONE) {
      type = bytes[at++] & 0xff;
    }
    if (large == null && packet.size() + to - at > threshold()) {
      beginLarge();
    }
    if (large == null) {
      packet.write(bytes, at, to - at);
    } else {
      handOn(large, bytes, at, to);
    }
  }

  private int threshold() {
    return type == BINARY ? LARGE_BASE64 : LargeMessage.THRESHOLD;
  }

  private void beginLarge() throws MalformedPacketException {
    if (type != BINARY && Packet.Type.of(type) != Packet.Type.MESSAGE) {
      throw new MalformedPacketException("a large packet that is no message");
    }
    base64 = new Base64Stream(true);
    utf8 = new Utf8.Stream();
    large = sink.onLarge(type == BINARY ? Kind.BINARY : Kind.TEXT);
    handOn(large, packet.toByteArray(), 0, packet.size());
    packet.reset();
  }

  private void handOn(LargeMessage to, byte[] bytes, int from, int end)
      throws MalformedPacketException {
    if (from == end) {
      return;
    }
    if (type == BINARY) {
      to.take(decode(bytes, from, end));
      return;
    }
    byte[] piece = Arrays.copyOfRange(bytes, from, end);
    if (!utf8.accepts(piece)) {
      throw notUtf8();
    }
    to.take(piece);
  }

  private void endPacket() throws MalformedPacketException {
    int ended = type;
    type = NONE;
    if (large != null) {
      endLarge(large, ended);
      return;
    }
    if (ended == NONE) {
      throw new MalformedPacketException("empty packet");
    }
    byte[] data = packet.toByteArray();
    packet.reset();
    sink.onPacket(ended == BINARY ? Packet.binary(decodeWhole(data)) : text(ended, data));
  }

  private void endLarge(LargeMessage ending, int ended) throws MalformedPacketException {
    if (ended == BINARY) {
      ending.take(decodeEnd());
    } else if (!utf8.complete()) {
      throw notUtf8();
    }
    large = null;
    ending.end();
  }

  private static Packet text(int digit, byte[] data) throws MalformedPacketException {
    if (!Utf8.isValid(data)) {
      throw notUtf8();
    }
    return Packet.text(digit, data);
  }

  private static MalformedPacketException notUtf8() {
    return new MalformedPacketException("invalid UTF-8");
  }

  /// Strict but for line breaks, which the official Java client puts in.
  private byte[] decodeWhole(byte[] data) throws MalformedPacketException {
    base64 = new Base64Stream(true);
    byte[] start = decode(data, 0, data.length);
    byte[] rest = decodeEnd();
    if (rest.length == 0) {
      return start;
    }
    byte[] joined = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, joined, start.length, rest.length);
    return joined;
  }

  private byte[] decode(byte[] data, int from, int to) throws MalformedPacketException {
    try {
      return base64.push(data, from, to);
    } catch (InvalidBase64Exception e) {
      throw new MalformedPacketException("invalid base64");
    }
  }

  private byte[] decodeEnd() throws MalformedPacketException {
    try {
      return base64.end();
    } catch (InvalidBase64Exception e) {
      throw new MalformedPacketException("invalid base64");
    }
  }
}
