package dev.ticketchat.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One user's WebSocket, and the only handler of its channel: the HTTP upgrade, then frames. What
/// they say is its [Session]'s. On its event loop.
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in exceptionCaught
final class Connection extends ChannelInboundHandlerAdapter {
  private enum Step {
    CONNECTING,
    UPGRADING,
    OPEN,
    ENDED
  }

  private final LoopState shared;
  private final Session session;
  private final FrameReader frames;

  private Step step = Step.CONNECTING;
  private byte[] incomplete = Inbox.NOTHING;
  private @Nullable ChannelHandlerContext context;

  /// Not connected yet.
  ///
  /// @param owner who is told when the user is in its room, and when it is not any more
  Connection(Member member, LoopState shared, Session.Owner owner) {
    this.shared = shared;
    this.session = new Session(this, member, shared, owner);
    this.frames = new FrameReader(session);
  }

  // --- what goes out

  /// Sends a frame, or the last part of one.
  void send(ByteBuf bytes) {
    queue(bytes);
    if (context != null) {
      context.flush();
    }
  }

  /// Takes a part of a frame that is sent with the last.
  void queue(ByteBuf bytes) {
    if (context == null) {
      bytes.release();
    } else {
      shared.tally().onWritten(bytes.readableBytes());
      context.write(bytes, context.voidPromise());
    }
  }

  // --- the channel

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    step = Step.UPGRADING;
    send(shared.upgrade().request());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var received = (ByteBuf) message;
    var inbox = shared.inbox();
    inbox.fill(incomplete, received);
    received.release();
    try {
      incomplete = inbox.from(read(inbox.bytes(), inbox.end()));
    } catch (Broken e) {
      fail(e.fault(), e.why());
    }
  }

  private int read(byte[] bytes, int to) throws Broken {
    int at = 0;
    if (step == Step.UPGRADING) {
      at = shared.upgrade().answered(bytes, to);
      if (at == 0) {
        return 0;
      }
      step = Step.OPEN;
    }
    return frames.read(bytes, at, to);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(session.ready() ? Fault.CLOSED : Fault.HANDSHAKE, "end of stream");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(cause instanceof IOException ? Fault.CLOSED : Fault.PROTOCOL, cause.toString());
  }

  // --- the end

  boolean ended() {
    return step == Step.ENDED;
  }

  /// It did not come about.
  void onNotConnected(Throwable cause) {
    fail(Fault.CONNECT, cause.toString());
  }

  /// Gives it up if the user is not in its room by now.
  void endUnlessReady() {
    if (!session.ready()) {
      fail(Fault.HANDSHAKE, "no answer");
    }
  }

  void fail(Fault fault, String why) {
    if (!ended()) {
      var before = step;
      shared.tally().faults().add(fault, () -> "%s, %s: %s".formatted(session, before, why));
      leave();
    }
  }

  /// Ends it without a word, which is no fault.
  void leave() {
    if (ended()) {
      return;
    }
    step = Step.ENDED;
    incomplete = Inbox.NOTHING;
    if (context != null) {
      context.close();
    }
    session.onEnded();
  }
}
