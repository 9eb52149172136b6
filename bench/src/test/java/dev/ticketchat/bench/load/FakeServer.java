package dev.ticketchat.bench.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A chat server that keeps nothing but rooms, on one event loop. What happens to messages is a
/// test's choice.
@SuppressWarnings("FutureReturnValueIgnored") // a write to one who is gone fails
final class FakeServer implements AutoCloseable {
  private static final int LARGEST_FRAME = 16 << 20;
  private static final JsonMapper JSON = JsonMapper.shared();

  /// What the server does with a request of a member. On the server's event loop.
  interface Behaviour {
    /// A message was sent.
    void onMessage(FakeRoom room, JsonNode message);

    /// Whether a token is good.
    default boolean accepts(String token) {
      return !token.isEmpty();
    }
  }

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final Map<String, FakeRoom> rooms = new HashMap<>();
  private final Behaviour behaviour;
  private final Channel port;

  private FakeServer(Behaviour behaviour) {
    this.behaviour = behaviour;
    port =
        new ServerBootstrap()
            .group(group)
            .channel(EpollServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    var config =
                        WebSocketServerProtocolConfig.newBuilder()
                            .websocketPath("/socket.io/")
                            .checkStartsWith(true)
                            .maxFramePayloadLength(LARGEST_FRAME)
                            .build();
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(LARGEST_FRAME),
                            new WebSocketServerProtocolHandler(config),
                            new Client());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  /// One that listens, and behaves so.
  static FakeServer start(Behaviour behaviour) {
    return new FakeServer(behaviour);
  }

  /// One that listens, and tells each message to its room.
  static FakeServer good() {
    return start(FakeRoom::post);
  }

  String authority() {
    return "127.0.0.1:" + ((InetSocketAddress) port.localAddress()).getPort();
  }

  @Override
  public void close() {
    port.close().syncUninterruptibly(); // a group that ends at once may leave it open
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private final class Client extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof HandshakeComplete) {
        send(ctx, "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}");
        send(ctx, "2");
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
      var text = frame.text();
      if (text.equals("40")) {
        send(ctx, "40{\"sid\":\"s\"}");
      } else if (text.startsWith("42")) {
        var event = JSON.readTree(text.substring(2));
        onEvent(ctx, event.path(0).asString(), event.path(1));
      }
    }

    private void onEvent(ChannelHandlerContext ctx, String name, JsonNode request) {
      var room = rooms.computeIfAbsent(request.path("ticketId").asString(""), FakeRoom::new);
      switch (name) {
        case "authenticate" ->
            send(
                ctx,
                behaviour.accepts(request.path("token").asString())
                    ? "42[\"authenticated\",{\"success\":true}]"
                    : "42[\"authentication_error\",{\"message\":\"Invalid token\"}]");
        case "join_ticket" -> {
          room.join(ctx.channel());
          send(ctx, "42[\"joined_ticket\",{\"success\":true}]");
          send(ctx, "42[\"online_users\",{\"users\":[]}]");
        }
        case "send_message" -> behaviour.onMessage(room, request);
        case "get_messages" -> send(ctx, room.page());
        default -> throw new AssertionError(name);
      }
    }
  }

  static void send(ChannelHandlerContext to, String text) {
    to.writeAndFlush(new TextWebSocketFrame(text), to.voidPromise());
  }
}
