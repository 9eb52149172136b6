package dev.ticketchat.faults.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One WebSocket connection of a client; on the client's event loop.
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends in channelInactive
final class Line extends SimpleChannelInboundHandler<Object> {
  private static final int LARGEST_FRAME = 16 << 20;
  private static final int LARGEST_ANSWER = 64 << 10;

  private final Owner owner;
  private final WebSocketClientHandshaker handshaker;
  private @Nullable Channel channel;
  private boolean gone;

  /// Who has a line. All calls come on the event loop, `onGone` last and once.
  interface Owner {
    void onFrame(Line line, String text);

    void onGone(Line line, String why);
  }

  private Line(InetSocketAddress server, Owner owner) {
    this.owner = owner;
    var uri =
        URI.create(
            "ws://%s:%d/socket.io/?EIO=4&transport=websocket"
                .formatted(server.getHostString(), server.getPort()));
    this.handshaker =
        WebSocketClientHandshakerFactory.newHandshaker(
            uri,
            WebSocketVersion.V13,
            null,
            false,
            new DefaultHttpHeaders(),
            LARGEST_FRAME,
            true,
            false);
  }

  /// Opens one.
  static void open(EventLoop loop, InetSocketAddress server, Owner owner) {
    var line = new Line(server, owner);
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                line.channel = channel;
                channel
                    .pipeline()
                    .addLast(new HttpClientCodec(), new HttpObjectAggregator(LARGEST_ANSWER), line);
              }
            })
        .connect(server)
        .addListener((ChannelFuture connected) -> {
          if (!connected.isSuccess()) {
            line.end("no connection");
          }
        });
  }

  void send(String text) {
    var open = channel();
    open.writeAndFlush(new TextWebSocketFrame(text), open.voidPromise());
  }

  /// Stops or starts to read what the server sends.
  void read(boolean reading) {
    channel().config().setAutoRead(reading);
  }

  /// Closes the socket, and nothing else: [#cut] has to follow.
  void drop() {
    channel().unsafe().closeForcibly();
  }

  /// Closes the connection without a word.
  void cut(String why) {
    end(why);
    channel().close();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    handshaker.handshake(ctx.channel());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case FullHttpResponse response when response.status().code() != 101 ->
          cut("handshake: " + response.status().code());
      case FullHttpResponse response -> handshaker.finishHandshake(ctx.channel(), response);
      case TextWebSocketFrame frame when !gone -> owner.onFrame(this, frame.text());
      case CloseWebSocketFrame frame -> cut("closed " + frame.statusCode());
      default -> {}
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end("connection closed");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    cut("connection broke: " + cause.getMessage());
  }

  private Channel channel() {
    return Objects.requireNonNull(channel, "not open yet");
  }

  private void end(String why) {
    if (!gone) {
      gone = true;
      owner.onGone(this, why);
    }
  }
}
