package dev.ticketchat.engine.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;

/// What a response carries. What it holds open is closed by the server, be it sent or not.
public sealed interface Body {

  /// In bytes.
  long length();

  /// Gives up what it holds open.
  void close();

  /// Bytes in memory.
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Bytes(byte[] bytes) implements Body {
    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public void close() {}
  }

  /// A part of a file, sent without a copy.
  record FilePart(FileChannel file, long from, long length) implements Body {
    @Override
    public void close() {
      closing(file);
    }
  }

  /// Bytes from elsewhere, read on a virtual thread as the peer takes them. Where fewer come than
  /// were promised, the connection is closed.
  record Stream(InputStream in, long length) implements Body {
    @Override
    public void close() {
      closing(in);
    }
  }

  private static void closing(AutoCloseable open) {
    try {
      open.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
