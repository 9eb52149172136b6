package dev.ticketchat.engine.engineio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One or more messages that belong together, encoded once for any number of sessions and either
/// transport. What is sent as one `Encoded` arrives with nothing between, as Socket.IO's binary
/// events need it. Immutable and safe to share.
public final class Encoded {
  static final Encoded PING = control(Packet.Type.PING, "");
  static final Encoded PROBE_ANSWER = control(Packet.Type.PONG, "probe");
  static final Encoded CLOSE = control(Packet.Type.CLOSE, "");
  static final Encoded NOOP = control(Packet.Type.NOOP, "");

  /// What a message costs besides its bytes: headers, a link in a queue.
  private static final int OVERHEAD = 64;

  /// Frames up to here are copied into each connection's buffers; larger ones are shared by all.
  private static final int COPIED = 4 * 1024;

  private final Packet.Type type;
  private final List<Message> messages;
  private final int size;
  private final int framesLength;
  private volatile @Nullable ByteBuffer frames;
  private volatile byte @Nullable [] payload;

  private Encoded(Packet.Type type, List<Message> messages) {
    this.type = type;
    this.messages = messages;
    int unsent = 0;
    int framed = 0;
    for (Message message : messages) {
      unsent += message.bytes().length + OVERHEAD;
      framed += frameLength(message);
    }
    this.size = unsent;
    this.framesLength = framed;
  }

  public static Encoded of(Message... messages) {
    return of(List.of(messages));
  }

  /// Messages in this order.
  ///
  /// @param messages at least one
  public static Encoded of(List<Message> messages) {
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("nothing to send");
    }
    return new Encoded(Packet.Type.MESSAGE, List.copyOf(messages));
  }

  static Encoded control(Packet.Type type, String text) {
    return new Encoded(type, List.of(Message.text(text)));
  }

  /// Bytes that it counts for while it is unsent.
  int size() {
    return size;
  }

  /// The WebSocket frames, in a buffer of the caller's own.
  ByteBuf frames(ByteBufAllocator allocator) {
    return framesLength <= COPIED
        ? writeFrames(allocator.ioBuffer(framesLength))
        : Unpooled.wrappedBuffer(sharedFrames().duplicate());
  }

  private ByteBuffer sharedFrames() {
    ByteBuffer shared = frames;
    if (shared == null) {
      shared = ByteBuffer.allocateDirect(framesLength);
      writeFrames(Unpooled.wrappedBuffer(shared).clear());
      frames = shared;
    }
    return shared;
  }

  /// The polling payload.
  byte[] payload() {
    byte[] shared = payload;
    if (shared == null) {
      shared = encodePayload();
      payload = shared;
    }
    return shared;
  }

  private ByteBuf writeFrames(ByteBuf out) {
    for (Message message : messages) {
      switch (message) {
        case Message.Text(var text) -> {
          Frames.writeHeader(out, Frames.TEXT, 1 + text.length);
          out.writeByte(type.digit()).writeBytes(text);
        }
        case Message.Binary(var data) -> {
          Frames.writeHeader(out, Frames.BINARY, data.length);
          out.writeBytes(data);
        }
      }
    }
    return out;
  }

  private static int frameLength(Message message) {
    int length = message.bytes().length + (message instanceof Message.Text ? 1 : 0);
    return Frames.headerLength(length) + length;
  }

  private byte[] encodePayload() {
    var bytes = new ByteArrayOutputStream(size);
    for (Message message : messages) {
      if (bytes.size() > 0) {
        bytes.write(PayloadReader.SEPARATOR);
      }
      switch (message) {
        case Message.Text(var text) -> {
          bytes.write(type.digit());
          bytes.writeBytes(text);
        }
        case Message.Binary(var data) -> {
          bytes.write(PayloadReader.BINARY);
          bytes.writeBytes(Base64.getEncoder().encode(data));
        }
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    return new String(payload(), StandardCharsets.UTF_8);
  }
}
