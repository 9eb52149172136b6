package dev.ticketchat.engine.http;

import dev.ticketchat.engine.loop.Accumulator;
import dev.ticketchat.engine.loop.Deadline;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection while it speaks HTTP: collects one request, has it answered, writes the answer, and
/// only then looks at the next.
///
/// Reading is by request, not automatic. While an answer is awaited one read stays posted, so that
/// a peer that goes away is noticed; what it brings of a next request waits, and no more is read.
@SuppressWarnings(
    "FutureReturnValueIgnored") // a write that fails ends in its listener or in channelInactive
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /// Parts of next requests that may wait; a connection that sends more before its answer is
  /// closed.
  private static final int MAX_WAITING = 64;

  /// Bytes of a body that must come until the deadline; with so many the request may go on.
  private static final int SLOWEST_BODY = 8 * 1024;

  private final Port port;
  private final SocketChannel channel;
  private final Deadline deadline = new RequestDeadline();
  private final Queue<HttpObject> waiting = new ArrayDeque<>();

  /// Bytes of the next protocol that came before it is there: behind the request, or in the one
  /// read that was posted then.
  private final List<Object> early = new ArrayList<>(0);

  private final Accumulator body = new Accumulator();
  private @Nullable Exchange exchange;
  private int expectedBody;
  private boolean keepAlive = true;

  /// The last answer is out or on its way; what still comes is read and dropped.
  private boolean ending;

  /// Another protocol is about to take over.
  private boolean switching;

  private boolean inFlight;
  private boolean idle;
  private long stalledAt;

  private long bodySize;

  /// Pieces of the body that the taker has not done with.
  private int untaken;

  /// Bytes of the body since the deadline was armed.
  private long arrived;

  HttpConnection(Port port, SocketChannel channel) {
    this.port = port;
    this.channel = channel;
  }

  EventLoop eventLoop() {
    return channel.eventLoop();
  }

  EventLoop loopToStay() {
    return port.loopToStay();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    armDeadline();
    ctx.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (switching) {
      early.add(message);
    } else if (ending) {
      ReferenceCountUtil.release(message);
    } else if (!answering()) {
      take((HttpObject) message);
    } else if (waiting.size() < MAX_WAITING) {
      waiting.add((HttpObject) message);
    } else {
      ReferenceCountUtil.release(message);
      ctx.close();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (idle) {
      idle = false;
      if (exchange == null) {
        armDeadline(); // a head has begun
      }
    }
    if (waiting.isEmpty() && untaken == 0 && !switching) {
      ctx.read();
    }
  }

  private boolean answering() {
    return exchange != null && exchange.state() != Exchange.State.ARRIVING;
  }

  private void take(HttpObject part) {
    if (part instanceof HttpRequest head) {
      begin(head);
    }
    if (part instanceof HttpContent content) {
      try {
        collect(content);
      } finally {
        content.release();
      }
    }
  }

  private void begin(HttpRequest parsed) {
    try {
      var client =
          port.proxies()
              .client(channel.remoteAddress(), parsed.headers().getAll(TrustedProxies.HEADER));
      var head = RequestHead.of(parsed, client);
      keepAlive = head.keepAlive();
      expectedBody = (int) Math.min(head.declaredLength(), Integer.MAX_VALUE);
      exchange = new Exchange(this, head.request(), port.router().find(head.request()));
      bodySize = 0;
      armDeadline(); // the head had its time
      exchange.askForBodyTaker();
      if (head.declaredLength() > exchange.mount().maxBody()) {
        exchange.mount().tooLarge(exchange);
      } else if (head.expectsContinue()) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(CONTINUE), channel.voidPromise());
      }
    } catch (BadRequestException e) {
      write(e.response(), false, true);
    }
  }

  private void collect(HttpContent content) {
    if (exchange == null || exchange.state() != Exchange.State.ARRIVING) {
      return;
    }
    int length = content.content().readableBytes();
    bodySize += length;
    arrived += length;
    if (content.decoderResult().isFailure()) {
      exchange.abort();
      write(Response.text(400, "Bad Request"), false, true);
    } else if (bodySize > exchange.mount().maxBody()) {
      exchange.mount().tooLarge(exchange);
    } else {
      exchange
          .bodyTaker()
          .ifPresentOrElse(
              taker -> handOn(content.content(), taker),
              () -> body.append(content.content(), length, expectedBody));
      if (content instanceof LastHttpContent && exchange.state() == Exchange.State.ARRIVING) {
        answer(exchange);
      }
    }
  }

  private void handOn(ByteBuf content, BodyTaker taker) {
    if (content.isReadable()) {
      untaken++;
      taker.take(ByteBufUtil.getBytes(content), () -> onLoop(this::onTaken));
    }
  }

  private void onTaken() {
    untaken--;
    if (untaken == 0) {
      channel.read();
    }
  }

  private void answer(Exchange whole) {
    deadline.cancel();
    port.inFlight().enter();
    inFlight = true;
    whole.whole(body.take());
    whole.mount().answer(whole);
  }

  private void onLoop(Runnable action) {
    if (eventLoop().inEventLoop()) {
      action.run();
    } else if (!eventLoop().isShuttingDown()) {
      eventLoop().execute(action);
    }
  }

  void respond(Exchange answered, Response response) {
    switch (answered.state()) {
      case ARRIVING -> keepAlive = false; // what is still to come of it will not be read
      case WHOLE -> {}
      case ANSWERED, ABORTED -> {
        response.body().discard();
        return;
      }
    }
    if (!channel.isActive()) {
      response.body().discard();
      return;
    }
    answered.answered();
    var cors = port.router().corsOf(answered.mount());
    write(
        CrossOrigin.decorate(response, cors, answered.request()),
        keepAlive && !port.closing() && !"close".equals(response.headers().get("connection")),
        !answered.request().method().equals("HEAD"));
  }

  private void write(Response response, boolean goOn, boolean withBody) {
    ending = !goOn;
    armDeadline();
    port.writer()
        .write(channel, response, goOn, withBody, this::armDeadline)
        .addListener((ChannelFuture written) -> onWritten(written, goOn));
    channel.flush();
    stalledAt = unwritten();
  }

  private void onWritten(ChannelFuture written, boolean goOn) {
    settle();
    if (!written.isSuccess()) {
      channel.close();
    } else if (goOn) {
      next();
    } else {
      channel.shutdownOutput(); // and read on until the peer has seen it, lest a reset overtake it
      channel.read();
    }
  }

  private void next() {
    exchange = null;
    idle = true;
    port.idleDeadlines(eventLoop()).arm(deadline);
    while (!waiting.isEmpty() && !answering() && !ending) {
      take(waiting.remove());
    }
    if (waiting.isEmpty()) {
      channel.read();
    }
  }

  /// Leaves the connection to another protocol, on whichever event loop that wants it.
  void leaveHttp(Exchange answered, Response agreed, EventLoop to, ChannelHandler handler) {
    if (answered.state() != Exchange.State.WHOLE || !channel.isActive()) {
      return;
    }
    answered.answered();
    settle();
    switching = true;
    channel.pipeline().remove(HttpRequestDecoder.class); // gives back what it has not read
    if (to.equals(eventLoop())) {
      enter(agreed, handler);
    } else {
      channel
          .deregister()
          .addListener(_ -> to.register(channel).addListener(_ -> enter(agreed, handler)));
    }
  }

  private void enter(Response agreed, ChannelHandler handler) {
    if (channel.isActive()) {
      port.writer().write(channel, agreed, true, false, () -> {});
      var unread = List.copyOf(early);
      early.clear();
      channel.pipeline().remove(this).addLast(handler);
      channel.flush();
      unread.forEach(channel.pipeline()::fireChannelRead);
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    deadline.cancel();
    settle();
    if (exchange != null) {
      exchange.abort();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    early.forEach(ReferenceCountUtil::release);
    early.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      log.debug("connection broke: {}", cause.toString());
    } else {
      log.error("connection failed", cause);
    }
    ctx.close();
  }

  private void settle() {
    if (inFlight) {
      inFlight = false;
      port.inFlight().leave();
    }
  }

  private void armDeadline() {
    arrived = 0;
    stalledAt = unwritten();
    port.deadlines(eventLoop()).arm(deadline);
  }

  /// Falls with every byte that the peer takes.
  private long unwritten() {
    var out = channel.unsafe().outboundBuffer();
    return out == null ? 0 : out.totalPendingWriteBytes() - out.currentProgress();
  }

  private void onDeadline() {
    if (unwritten() < stalledAt || untaken > 0 || arrived >= SLOWEST_BODY) {
      armDeadline();
    } else if (exchange != null && exchange.state() == Exchange.State.ARRIVING && !ending) {
      exchange.abort();
      write(Response.text(408, "Request Timeout"), false, true);
    } else {
      channel.close();
    }
  }

  /// Runs while a request is awaited or arriving, and while its answer is written.
  private final class RequestDeadline extends Deadline {
    @Override
    protected void expired() {
      onDeadline();
    }
  }
}
