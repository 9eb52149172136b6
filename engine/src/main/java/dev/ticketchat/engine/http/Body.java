package dev.ticketchat.engine.http;

import java.io.InputStream;
import java.nio.channels.FileChannel;
import org.slf4j.LoggerFactory;

/// What an answer carries. Whoever makes a [Response] with an open file or stream hands that over
/// with it: it is closed once the body was sent, and as well when it is not: after `HEAD`, when the
/// peer is gone, when a write fails, when somebody answered first.
public sealed interface Body {

  /// In memory.
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Bytes(byte[] bytes) implements Body {
    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public void discard() {}
  }

  /// A part of an open file, sent by the kernel without a copy. The event loop waits where the disk
  /// must be read: meant for files that are small, or read lately. A file that is cut short
  /// meanwhile ends the connection.
  ///
  /// @param file opened by `FileChannel.open`; its position is neither used nor moved
  /// @param from the first byte
  record Region(FileChannel file, long from, long count) implements Body {
    @Override
    public long length() {
      return count;
    }

    @Override
    public void discard() {
      close(file);
    }
  }

  /// Read and closed on a virtual thread of its own, which is interrupted when the peer goes away.
  /// A stream that fails, ends early or pauses for longer than the port's `requestTimeout` ends the
  /// connection, so that the peer sees that the body is not whole.
  ///
  /// @param count how many bytes are sent; more in the stream are not read
  record Stream(InputStream content, long count) implements Body {
    @Override
    public long length() {
      return count;
    }

    @Override
    public void discard() {
      var _ = Thread.ofVirtual().name("discard").start(() -> close(content)); // it may block
    }
  }

  /// In bytes: the `Content-Length`.
  long length();

  /// Closes a body that will not be sent. Does not block; any thread.
  void discard();

  /// Closes what was sent, or will not be.
  private static void close(AutoCloseable source) {
    try {
      source.close();
    } catch (Exception e) {
      LoggerFactory.getLogger(Body.class).debug("a body did not close", e);
    }
  }
}
