package dev.ticketchat.engine.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/// Writes a streamed body to a channel, one piece after the other, on a virtual thread.
final class Pump implements Runnable {
  private static final int PIECE = 64 * 1024;

  private final Body.Stream body;
  private final Channel channel;
  private final ChannelPromise done;
  private final Runnable onProgress;

  /// @param onProgress run on the event loop after each piece
  Pump(Body.Stream body, Channel channel, ChannelPromise done, Runnable onProgress) {
    this.body = body;
    this.channel = channel;
    this.done = done;
    this.onProgress = onProgress;
  }

  @Override
  public void run() {
    try (var in = body.in()) {
      var piece = new byte[PIECE];
      for (long left = body.length(); left > 0; ) {
        int count = in.readNBytes(piece, 0, (int) Math.min(left, PIECE));
        if (count == 0) {
          throw new EOFException("a body ended early");
        }
        channel.writeAndFlush(Unpooled.wrappedBuffer(Arrays.copyOf(piece, count))).sync();
        channel.eventLoop().execute(onProgress);
        left -= count;
      }
      done.setSuccess();
    } catch (IOException | RuntimeException e) {
      done.setFailure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done.setFailure(e);
    }
  }
}
