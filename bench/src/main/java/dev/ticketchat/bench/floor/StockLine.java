package dev.ticketchat.bench.floor;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.ReferenceCountUtil;

/// A line behind the handlers that Netty brings, put together as its examples do.
@SuppressWarnings(
    "FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or channelInactive
final class StockLine extends Line {
  private static final WebSocketServerProtocolConfig CONFIG =
      WebSocketServerProtocolConfig.newBuilder()
          .websocketPath("/socket.io/")
          .checkStartsWith(true)
          .maxFramePayloadLength(Frames.LARGEST)
          .build();

  private StockLine(Floor floor, Channel channel) {
    super(floor, channel);
  }

  static void open(Floor floor, Channel channel) {
    channel
        .pipeline()
        .addLast(
            new HttpServerCodec(),
            new HttpObjectAggregator(Frames.LARGEST),
            new WebSocketServerProtocolHandler(CONFIG),
            new StockLine(floor, channel));
  }

  @Override
  Object outbound(ByteBuf frame) {
    return new TextWebSocketFrame(Frames.packetOf(frame));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof HandshakeComplete) {
      onOpen();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof TextWebSocketFrame frame) {
        int length = frame.content().readableBytes();
        frame.content().readBytes(bytes(), 0, length);
        onText(length);
      } else {
        answer(ctx);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private static void answer(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
