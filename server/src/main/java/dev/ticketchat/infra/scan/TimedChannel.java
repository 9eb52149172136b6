package dev.ticketchat.infra.scan;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A TCP connection whose every wait ends in time, writing too, which a blocking socket has no
/// limit for. Blocks its caller's thread alone; for one thread at a time. After an exception it can
/// only be closed. An interrupt ends a wait with [ClosedByInterruptException].
final class TimedChannel implements AutoCloseable {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final Duration silence;

  private TimedChannel(SocketChannel channel, Selector selector, Duration silence)
      throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.silence = silence;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    key = channel.register(selector, 0);
  }

  /// @param silence how long the other side may neither take nor give a byte
  /// @throws SocketTimeoutException when the deadline passes
  static TimedChannel connect(InetSocketAddress address, Duration silence, Deadline deadline)
      throws IOException {
    var channel = SocketChannel.open();
    try {
      var selector = Selector.open();
      try {
        var timed = new TimedChannel(channel, selector, silence);
        timed.connect(address, deadline);
        return timed;
      } catch (IOException | RuntimeException e) {
        selector.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// Writes all of it, unless the other side says something first.
  ///
  /// @return whether all of it was written
  boolean write(ByteBuffer bytes, Deadline deadline) throws IOException {
    while (channel.write(bytes) >= 0 && bytes.hasRemaining()) {
      await(SelectionKey.OP_WRITE | SelectionKey.OP_READ, deadline.orIn(silence));
      if (key.isReadable()) {
        return false;
      }
    }
    return true;
  }

  /// Reads at least one byte.
  ///
  /// @throws EOFException when the other side has ended
  void read(ByteBuffer into, Deadline deadline) throws IOException {
    var limit = deadline.orIn(silence);
    var read = channel.read(into);
    while (read == 0) {
      await(SelectionKey.OP_READ, limit);
      read = channel.read(into);
    }
    if (read < 0) {
      throw new EOFException("closed by the other side");
    }
  }

  /// Whether the other side said something that is not read yet, or ended. Does not wait.
  boolean isReadable() throws IOException {
    key.interestOps(SelectionKey.OP_READ);
    selector.selectedKeys().clear();
    return selector.selectNow() > 0;
  }

  @Override
  public void close() {
    try (selector;
        channel) {
      key.cancel();
    } catch (IOException _) {
      // It is gone either way.
    }
  }

  private void connect(InetSocketAddress address, Deadline deadline) throws IOException {
    if (!channel.connect(address)) {
      do {
        await(SelectionKey.OP_CONNECT, deadline);
      } while (!channel.finishConnect());
    }
  }

  private void await(int operations, Deadline limit) throws IOException {
    key.interestOps(operations);
    selector.selectedKeys().clear();
    do {
      var left = limit.millisLeft();
      if (left <= 0) {
        throw new SocketTimeoutException("no progress in time");
      }
      selector.select(left);
      if (Thread.currentThread().isInterrupted()) {
        throw new ClosedByInterruptException();
      }
    } while (selector.selectedKeys().isEmpty());
  }
}
