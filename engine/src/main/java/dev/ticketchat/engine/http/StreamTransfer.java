package dev.ticketchat.engine.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import java.io.EOFException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a stream as a body, on a virtual thread of its own: the next chunk is read when the last
/// one has been written, so that a transfer holds one chunk however slow its peer is.
final class StreamTransfer implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(StreamTransfer.class);
  private static final int CHUNK = 64 * 1024;

  private final Channel channel;
  private final Body.Stream body;
  private final ChannelFutureListener onWritten;
  private final ChannelPromise done;

  private StreamTransfer(Channel channel, Body.Stream body, Runnable onProgress) {
    this.channel = channel;
    this.body = body;
    this.onWritten =
        written -> {
          if (written.isSuccess()) {
            onProgress.run();
          }
        };
    this.done = channel.newPromise();
  }

  /// Begins, and closes the stream at the end.
  ///
  /// @return done when all has been written, failed when it will not be
  static ChannelFuture start(Channel channel, Body.Stream body, Runnable onProgress) {
    var transfer = new StreamTransfer(channel, body, onProgress);
    var _ = Thread.ofVirtual().name("transfer").start(transfer);
    return transfer.done;
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // whatever a stream throws, the connection must end
  public void run() {
    var self = Thread.currentThread();
    ChannelFutureListener gone = _ -> self.interrupt();
    channel.closeFuture().addListener(gone);
    try {
      sendAll();
      done.trySuccess();
    } catch (Exception e) {
      if (channel.isActive()) {
        log.warn("a body could not be sent whole", e);
      }
      done.tryFailure(e);
    } finally {
      channel.closeFuture().removeListener(gone);
      body.discard();
    }
  }

  private void sendAll() throws IOException, InterruptedException {
    var chunk = new byte[(int) Math.min(CHUNK, body.count())];
    for (long left = body.count(); left > 0; ) {
      int count = body.content().read(chunk, 0, (int) Math.min(chunk.length, left));
      if (count < 0) {
        throw new EOFException("the stream ended %d bytes early".formatted(left));
      }
      send(chunk, count);
      left -= count;
    }
  }

  /// Returns when the chunk is with the kernel and can be used again.
  private void send(byte[] chunk, int count) throws IOException, InterruptedException {
    var written = channel.writeAndFlush(Unpooled.wrappedBuffer(chunk, 0, count));
    written.addListener(onWritten).await();
    if (!written.isSuccess()) {
      throw new IOException("the peer is gone", written.cause());
    }
  }
}
