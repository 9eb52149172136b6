package dev.ticketchat.infra.pictures;

import java.io.IOException;
import java.util.Objects;
import javax.imageio.stream.ImageInputStreamImpl;

/// A picture's file for a reader, with a small buffer: some readers take single bytes, and the
/// JDK's own stream asks the disk for each. For one thread.
final class PictureStream extends ImageInputStreamImpl {
  private static final int BUFFER = 16 * 1024;

  private final PictureFile file;
  private byte[] buffer = {};

  /// Where the buffer begins in the file.
  private long start;

  PictureStream(PictureFile file) {
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    return fill() ? buffer[(int) (streamPos++ - start)] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    checkClosed();
    Objects.checkFromIndexSize(offset, length, into.length);
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    var from = (int) (streamPos - start);
    var count = Math.min(length, buffer.length - from);
    System.arraycopy(buffer, from, into, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return file.size();
  }

  /// Whether the buffer has the byte at the position; it has not at the end of the file.
  private boolean fill() throws IOException {
    if (streamPos < start || streamPos >= start + buffer.length) {
      start = streamPos;
      buffer = file.read(start, BUFFER);
    }
    return buffer.length > 0;
  }
}
