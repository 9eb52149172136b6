package dev.ticketchat.engine.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Writes responses as bytes. Stateless but for the date, which is formatted once a second.
@SuppressWarnings("FutureReturnValueIgnored") // the last write fails if one before it does
final class ResponseWriter {
  private static final int COPIED_WITH_HEAD = 8 * 1024;

  private final InstantSource clock;
  private volatile Stamp stamp = new Stamp(Long.MIN_VALUE, "");

  ResponseWriter(InstantSource clock) {
    this.clock = clock;
  }

  /// Writes, but does not flush.
  ///
  /// @param withBody false for the answer to `HEAD`
  /// @param onProgress run on the event loop while a stream is written, after each piece
  ChannelFuture write(
      Channel channel,
      Response response,
      boolean keepAlive,
      boolean withBody,
      Runnable onProgress) {
    ByteBuf head = head(channel.alloc(), response, keepAlive);
    if (!withBody || response.body().length() == 0) {
      response.body().close();
      return channel.write(head);
    }
    return switch (response.body()) {
      case Body.Bytes(var bytes) when bytes.length <= COPIED_WITH_HEAD ->
          channel.write(head.writeBytes(bytes));
      case Body.Bytes(var bytes) -> channel.write(after(head, channel, bytes));
      case Body.FilePart(var file, var from, var length) -> {
        channel.write(head, channel.voidPromise());
        yield channel.write(new DefaultFileRegion(file, from, length));
      }
      case Body.Stream stream -> {
        channel.write(head, channel.voidPromise());
        var done = channel.newPromise();
        Thread.ofVirtual().name("pump").start(new Pump(stream, channel, done, onProgress));
        yield done;
      }
    };
  }

  private static ByteBuf after(ByteBuf head, Channel channel, byte[] bytes) {
    channel.write(head, channel.voidPromise());
    return Unpooled.wrappedBuffer(bytes);
  }

  private ByteBuf head(ByteBufAllocator allocator, Response response, boolean keepAlive) {
    var head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(HttpResponseStatus.valueOf(response.status())).append("\r\n");
    response.headers().forEach((name, value) -> append(head, name, value));
    append(head, "date", date());
    if (!response.headers().containsKey("connection")) {
      append(head, "connection", keepAlive ? "keep-alive" : "close");
    }
    if (mayHaveBody(response.status())) {
      append(head, "content-length", Long.toString(response.body().length()));
    }
    head.append("\r\n");
    var bytes =
        allocator.ioBuffer(
            head.length() + (int) Math.min(response.body().length(), COPIED_WITH_HEAD));
    bytes.writeCharSequence(head, StandardCharsets.ISO_8859_1);
    return bytes;
  }

  private static void append(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private static boolean mayHaveBody(int status) {
    return status >= 200 && status != 204 && status != 304;
  }

  private String date() {
    Instant now = clock.instant();
    Stamp latest = stamp;
    if (latest.second() != now.getEpochSecond()) {
      var text = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
      latest = new Stamp(now.getEpochSecond(), text);
      stamp = latest;
    }
    return latest.text();
  }

  private record Stamp(long second, String text) {}
}
