package dev.ticketchat.engine.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;

/// Writes responses as bytes. Stateless but for the date, which is formatted once a second.
final class ResponseWriter {
  private static final int COPIED_WITH_HEAD = 8 * 1024;
  private static final long UNSENT_IN_KERNEL = 128 * 1024;

  private final InstantSource clock;
  private final Map<String, String> standard;
  private volatile Stamp stamp = new Stamp(Long.MIN_VALUE, "");

  /// @param standard headers of every answer that does not say otherwise
  ResponseWriter(InstantSource clock, Map<String, String> standard) {
    this.clock = clock;
    this.standard = standard;
  }

  /// Writes, but does not flush. Takes the body over. On the channel's event loop.
  ///
  /// @param withBody false for the answer to `HEAD`
  /// @param onProgress called on the event loop whenever a part of a stream has been written
  ChannelFuture write(
      Channel channel,
      Response response,
      boolean keepAlive,
      boolean withBody,
      Runnable onProgress) {
    ByteBuf head = head(channel.alloc(), response, keepAlive);
    if (!withBody || !mayHaveBody(response.status())) {
      response.body().discard();
      return channel.write(head);
    }
    return switch (response.body()) {
      case Body.Bytes(var bytes) -> write(channel, head, bytes);
      case Body.Region(var file, var from, var count) -> {
        beginTransfer(channel, head);
        yield channel.write(new DefaultFileRegion(file, from, count)); // which closes the file
      }
      case Body.Stream stream -> {
        beginTransfer(channel, head);
        yield StreamTransfer.start(channel, stream, onProgress);
      }
    };
  }

  private static ChannelFuture write(Channel channel, ByteBuf head, byte[] body) {
    if (body.length <= COPIED_WITH_HEAD) {
      return channel.write(head.writeBytes(body));
    }
    var _ = channel.write(head, channel.voidPromise());
    return channel.write(Unpooled.wrappedBuffer(body));
  }

  /// Beside what is on the way to the peer, the kernel is to hold little: else it takes megabytes
  /// at once and none for a while, and a peer on a slow line looks as if it had stopped reading.
  private static void beginTransfer(Channel channel, ByteBuf head) {
    var config = channel.config();
    if (!config.setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_IN_KERNEL)) {
      config.setOption(ChannelOption.SO_SNDBUF, (int) UNSENT_IN_KERNEL); // NIO knows no better
    }
    var _ = channel.write(head, channel.voidPromise());
  }

  private ByteBuf head(ByteBufAllocator allocator, Response response, boolean keepAlive) {
    var head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(HttpResponseStatus.valueOf(response.status())).append("\r\n");
    response.headers().forEach((name, value) -> append(head, name, value));
    if (response.status() >= 200 && response.status() != 304) { // whose would replace known ones
      standard.forEach((name, value) -> appendUnlessSaid(head, response, name, value));
    }
    append(head, "date", date());
    if (!response.headers().containsKey("connection")) {
      append(head, "connection", keepAlive ? "keep-alive" : "close");
    }
    if (mayHaveBody(response.status())) {
      append(head, "content-length", Long.toString(response.body().length()));
    }
    head.append("\r\n");
    int room = (int) Math.min(response.body().length(), COPIED_WITH_HEAD);
    var bytes = allocator.ioBuffer(head.length() + room);
    bytes.writeCharSequence(head, StandardCharsets.ISO_8859_1);
    return bytes;
  }

  private static void appendUnlessSaid(
      StringBuilder head, Response response, String name, String value) {
    if (!response.headers().containsKey(name)) {
      append(head, name, value);
    }
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
      var text = DateFormatter.format(Date.from(now));
      latest = new Stamp(now.getEpochSecond(), text);
      stamp = latest;
    }
    return latest.text();
  }

  private record Stamp(long second, String text) {}
}
