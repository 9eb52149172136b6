package dev.ticketchat.infra.scan;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts what one file expands to, over all its archives, and stops at the bounds. For one thread.
final class Expanded {
  private final BuiltInScanner.Bounds bounds;
  private long bytes;
  private int entries;

  Expanded(BuiltInScanner.Bounds bounds) {
    this.bounds = bounds;
  }

  /// @throws Refused `FILE_REJECTED` when that is one archive in another too many
  void enter(int depth) {
    if (depth >= bounds.depth()) {
      throw beyondBounds();
    }
  }

  /// @throws Refused `FILE_REJECTED` when that is one too many
  void entry() {
    if (++entries > bounds.entries()) {
      throw beyondBounds();
    }
  }

  /// What comes out of an archive. Reading it throws `Refused` when that is too much. Closing it
  /// closes nothing, as the archive goes on after its entry.
  InputStream counted(InputStream expanding) {
    return new FilterInputStream(expanding) {
      @Override
      public int read() throws IOException {
        var read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        var read = super.read(into, offset, length);
        count(Math.max(read, 0));
        return read;
      }

      @Override
      public long skip(long count) throws IOException {
        var skipped = super.skip(count);
        count(skipped);
        return skipped;
      }

      @Override
      public void close() {}
    };
  }

  private void count(long more) {
    bytes += more;
    if (bytes > bounds.expandedBytes()) {
      throw beyondBounds();
    }
  }

  private static Refused beyondBounds() {
    return new Refused(ErrorCode.FILE_REJECTED, "holds more than can be scanned");
  }
}
