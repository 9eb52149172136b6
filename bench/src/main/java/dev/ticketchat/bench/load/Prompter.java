package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Iterator;
import java.util.List;

/// Gives a connection of a [Rehearsal] its cues: what a server would answer, without looking at the
/// question. It counts on one frame in each read, as users here send nothing while they wait.
@SuppressWarnings("FutureReturnValueIgnored") // nobody depends on it
final class Prompter extends ChannelInboundHandlerAdapter {
  private static final String KEY = "Sec-WebSocket-Key: ";
  private static final int KEY_LENGTH = 24;
  private static final int CLIENT_HEADER = 8;
  private static final int MASK = 4;

  private final Iterator<String> cues =
      List.of(
              "40{\"sid\":\"s\"}",
              "42[\"authenticated\",{\"success\":true}]",
              "42[\"joined_ticket\",{\"success\":true}]")
          .iterator();
  private boolean upgraded;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var received = (ByteBuf) message;
    var bytes = ByteBufUtil.getBytes(received);
    received.release();
    if (!upgraded) {
      upgraded = true;
      ctx.write(Unpooled.copiedBuffer(answer(new String(bytes, US_ASCII)), US_ASCII));
      say(ctx, "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}");
    } else if (cues.hasNext()) {
      say(ctx, cues.next());
    } else {
      say(ctx, "42[\"new_message\",{\"data\":{\"message\":\"" + payload(bytes) + "\"}}]");
    }
  }

  /// The user left, which is how a rehearsal ends.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private static String answer(String request) {
    int key = request.indexOf(KEY) + KEY.length();
    return """
    HTTP/1.1 101 Switching Protocols
    Upgrade: websocket
    Connection: Upgrade
    Sec-WebSocket-Accept: %s

    """
        .formatted(Upgrade.accept(request.substring(key, key + KEY_LENGTH)))
        .replace("\n", "\r\n");
  }

  /// What was said, less the quotes that it has as JSON.
  private static String payload(byte[] frame) {
    int mask = Unpooled.wrappedBuffer(frame).getInt(CLIENT_HEADER - MASK);
    Frames.mask(frame, CLIENT_HEADER, frame.length, mask, 0);
    return new String(frame, CLIENT_HEADER, frame.length - CLIENT_HEADER, US_ASCII)
        .replace('"', ' ');
  }

  private static void say(ChannelHandlerContext to, String text) {
    var frame = Unpooled.buffer().writeByte(Frames.FIN | Frames.TEXT);
    if (text.length() < Frames.LENGTH_16) {
      frame.writeByte(text.length());
    } else {
      frame.writeByte(Frames.LENGTH_16).writeShort(text.length());
    }
    to.writeAndFlush(frame.writeBytes(text.getBytes(US_ASCII)));
  }
}
