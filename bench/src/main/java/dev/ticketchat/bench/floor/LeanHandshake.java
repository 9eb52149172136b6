package dev.ticketchat.bench.floor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A connection until it has opened its WebSocket. Then a [LeanLine] takes its place.
@SuppressWarnings(
    "FutureReturnValueIgnored") // a write that fails ends in exceptionCaught or channelInactive
final class LeanHandshake extends ByteToMessageDecoder {
  private static final Pattern KEY =
      Pattern.compile("\r\nsec-websocket-key: *(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final String END = "\r\n\r\n";
  private static final int LONGEST = 8 * 1024;
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final Floor floor;

  LeanHandshake(Floor floor) {
    this.floor = floor;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    var head = in.toString(US_ASCII);
    if (head.contains(END)) {
      in.skipBytes(in.readableBytes()); // a client waits for the answer before it sends more
      answer(ctx, KEY.matcher(head));
    } else if (head.length() > LONGEST) {
      ctx.close();
    }
  }

  private void answer(ChannelHandlerContext ctx, Matcher key) {
    if (key.find()) {
      write(ctx, switching(accept(key.group(1))));
      var line = new LeanLine(floor, ctx.channel());
      ctx.pipeline().replace(this, null, line);
      line.onOpen();
    } else {
      write(ctx, OK).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static String switching(String accept) {
    return """
    HTTP/1.1 101 Switching Protocols\r
    Upgrade: websocket\r
    Connection: Upgrade\r
    Sec-WebSocket-Accept: %s\r
    \r
    """
        .formatted(accept);
  }

  private static ChannelFuture write(ChannelHandlerContext ctx, String response) {
    return ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), response));
  }

  private static String accept(String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
