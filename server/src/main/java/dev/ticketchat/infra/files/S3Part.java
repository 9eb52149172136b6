package dev.ticketchat.infra.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;

/// The body of an answer, of which exactly so many bytes are meant to be read. Fails where it ends
/// early, and only with `IOException`. Closing it before its end closes the connection, rather than
/// reading what nobody wants. For one thread.
final class S3Part extends InputStream {
  private final ResponseInputStream<?> body;
  private final long length;
  private long left;

  S3Part(ResponseInputStream<?> body, long count) {
    this.body = body;
    this.length = count;
    this.left = count;
  }

  /// How many bytes there are to read in all.
  long length() {
    return length;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (left == 0) {
      return -1;
    }
    try {
      var read = body.read(into, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw new EOFException("the stored file ended early");
      }
      left -= read;
      return read;
    } catch (SdkException e) {
      throw new IOException("the stored file could not be read", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (left > 0) {
      body.abort();
    } else {
      body.close();
    }
  }
}
