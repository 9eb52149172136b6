package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.large.LargeMessage;
import dev.ticketchat.engine.loop.Deadline;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries a session, or the probe of an upgrade, over a WebSocket: the only handler in the
/// pipeline of its connection. Holds a buffer only while a frame is incomplete or its owner accepts
/// nothing.
@SuppressWarnings(
    "FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or channelInactive
final class WebSocketLink extends ChannelInboundHandlerAdapter implements Link, FrameReader.Sink {

  /// Whom the packets are for. Called on the event loop.
  interface Owner {
    /// The handshake is answered; the link may be used.
    void onReady(WebSocketLink webSocket);

    /// Whether packets are wanted now. While not, reading pauses.
    boolean accepting();

    void onBytes();

    /// The peer has taken most of what was written.
    void onTaken();

    void onPacket(Packet packet);

    /// A message begins that is too large for a packet.
    LargeMessage onLarge(LargeMessage.Kind kind);

    /// The peer closed the connection or broke the rules; the link is closing.
    void onBroken(CloseReason reason);

    /// The connection is closed.
    void onGone();
  }

  private static final Logger log = LoggerFactory.getLogger(WebSocketLink.class);

  /// Read and thrown away while closing, so that the peer can send its close frame; the rest stays
  /// where it is, lest a reset overtake ours.
  private static final int MAX_DISCARDED = 64 * 1024;

  /// What the system keeps for a peer that does not read. Left to itself it keeps megabytes, and
  /// tells us of those that were read only when a third of them was.
  private static final int SEND_BUFFER = 128 * 1024;

  private final Lane lane;
  private final FrameReader reader;
  private final Deadline farewell = new Farewell();
  private Owner owner;

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else
  private Channel channel;

  private @Nullable ByteBuf unread;
  private boolean closing;
  private int discarded;

  /// Bytes given to the channel, as it counts them.
  private long written;

  WebSocketLink(Lane lane, int maxPayload, Owner owner) {
    this.lane = lane;
    this.reader = new FrameReader(maxPayload, this);
    this.owner = owner;
  }

  @Override
  public Session.Transport transport() {
    return Session.Transport.WEBSOCKET;
  }

  void handOver(Owner successor) {
    owner = successor;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    ((SocketChannel) channel).config().setSendBufferSize(SEND_BUFFER);
    owner.onReady(this);
  }

  // --- what comes in

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var bytes = (ByteBuf) message;
    if (closing) {
      discard(bytes);
      return;
    }
    owner.onBytes();
    unread =
        unread == null
            ? bytes
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), unread, bytes);
    readFrames();
  }

  @Override
  public void acceptingChanged() {
    if (!closing) {
      channel.config().setAutoRead(owner.accepting());
    }
    if (owner.accepting()) {
      readFrames();
    }
  }

  private void readFrames() {
    try {
      while (unread != null && !closing && owner.accepting() && reader.read(unread)) {}
    } catch (WebSocketViolation violation) {
      breakOff(violation.code(), CloseReason.TRANSPORT_ERROR);
    }
    if (unread != null && (closing || !unread.isReadable())) {
      unread.release();
      unread = null;
    }
  }

  @Override
  public void onText(int first, byte[] rest) {
    try {
      owner.onPacket(Packet.text(first, rest));
    } catch (MalformedPacketException e) {
      breakOff(WebSocketViolation.POLICY, CloseReason.PARSE_ERROR);
    }
  }

  @Override
  public void onBinary(byte[] data) {
    owner.onPacket(Packet.binary(data));
  }

  @Override
  public LargeMessage onLarge(int first) {
    if (first == Packet.Type.MESSAGE.digit()) {
      return owner.onLarge(LargeMessage.Kind.TEXT);
    }
    if (first < 0) {
      return owner.onLarge(LargeMessage.Kind.BINARY);
    }
    breakOff(WebSocketViolation.POLICY, CloseReason.PARSE_ERROR);
    return LargeMessage.IGNORED;
  }

  @Override
  public void onPing(byte[] data) {
    if (channel.isWritable()) { // one who asks but does not read gets no more answers
      channel.writeAndFlush(
          Unpooled.wrappedBuffer(Frames.control(Frames.PONG, data)), channel.voidPromise());
    }
  }

  @Override
  public void onClose() {
    breakOff(WebSocketViolation.NORMAL, CloseReason.TRANSPORT_CLOSE);
  }

  private void discard(ByteBuf bytes) {
    discarded += bytes.readableBytes();
    bytes.release();
    if (discarded > MAX_DISCARDED) {
      channel.config().setAutoRead(false);
    }
  }

  // --- what goes out

  @Override
  public void write(Encoded encoded) {
    if (!closing) {
      write(encoded, channel.voidPromise());
    }
  }

  @Override
  public void write(Encoded encoded, Runnable left) {
    if (closing) {
      left.run();
    } else {
      write(encoded, channel.newPromise().addListener(_ -> left.run()));
    }
  }

  private void write(Encoded encoded, ChannelPromise promise) {
    long before = unsent();
    channel.write(encoded.frames(channel.alloc()), promise);
    written += unsent() - before;
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public long unsent() {
    var out = channel.unsafe().outboundBuffer();
    return out == null ? 0 : out.totalPendingWriteBytes();
  }

  @Override
  public long taken() {
    var out = channel.unsafe().outboundBuffer();
    return out == null
        ? written
        : written - out.totalPendingWriteBytes() + Math.max(0, out.currentProgress());
  }

  @Override
  public boolean writable() {
    return channel.isWritable();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable()) {
      owner.onTaken();
    }
  }

  // --- the end

  private void breakOff(int code, CloseReason reason) {
    sayGoodbye(code);
    owner.onBroken(reason);
  }

  @Override
  public void close(CloseReason reason) {
    switch (reason) {
      case SLOW_CONSUMER -> channel.close();
      case FORCED_CLOSE, SERVER_SHUTTING_DOWN -> endStream(Unpooled.EMPTY_BUFFER);
      case PING_TIMEOUT -> leave();
      case TRANSPORT_CLOSE, TRANSPORT_ERROR, PARSE_ERROR -> sayGoodbye(WebSocketViolation.NORMAL);
    }
  }

  private void sayGoodbye(int code) {
    endStream(Unpooled.wrappedBuffer(Frames.close(code)));
  }

  /// Says goodbye to a peer that is probably not there, and does not wait for its answer.
  private void leave() {
    sayGoodbye(WebSocketViolation.NORMAL);
    channel.close();
  }

  /// Sends the last bytes after what is queued, then the end of the stream, and waits for the
  /// peer's.
  ///
  /// @param last a close frame; none where the peer is to come back: the official Java client does
  ///   not notice a connection that ends with one until its next ping is overdue
  private void endStream(ByteBuf last) {
    if (closing || !channel.isActive()) {
      return;
    }
    closing = true;
    reader.abort();
    lane.farewells().arm(farewell);
    channel.writeAndFlush(last).addListener(_ -> ((SocketChannel) channel).shutdownOutput());
    channel.config().setAutoRead(true);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closing = true;
    reader.abort();
    farewell.cancel();
    owner.onBroken(CloseReason.TRANSPORT_CLOSE);
    owner.onGone();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    ReferenceCountUtil.release(unread);
    unread = null;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      log.debug("connection broke: {}", cause.toString());
    } else {
      log.error("WebSocket failed", cause);
    }
    owner.onBroken(CloseReason.TRANSPORT_ERROR);
    channel.close();
  }

  /// The peer does not end its side.
  private final class Farewell extends Deadline {
    @Override
    protected void expired() {
      channel.close();
    }
  }
}
