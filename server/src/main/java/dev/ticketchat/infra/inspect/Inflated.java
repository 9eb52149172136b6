package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The next bytes of an archive, inflated until the compressed data ends by itself. Counts against
/// the budget as it goes. Closing frees native memory.
final class Inflated extends MemberStream {
  private final Content archive;
  private final Budget budget;
  private final Inflater inflater;
  private long left;

  /// @param raw without zlib's header and sum, as in zip and gzip
  /// @param atMost compressed bytes that there may be
  Inflated(Content archive, Budget budget, boolean raw, long atMost) {
    this.archive = archive;
    this.budget = budget;
    this.inflater = new Inflater(raw);
    this.left = atMost;
  }

  @Override
  int next(byte[] into, int from, int length) throws IOException {
    while (!inflater.finished()) {
      int written = inflate(into, from, length);
      if (written > 0) {
        budget.countExpanded(written, inflater.getBytesWritten(), inflater.getBytesRead());
        return written;
      }
    }
    return -1;
  }

  @Override
  long packed() {
    return inflater.getBytesRead();
  }

  @Override
  public void close() {
    inflater.close();
  }

  private int inflate(byte[] into, int from, int length) throws IOException {
    int given = (int) Math.min(archive.available(), left);
    inflater.setInput(archive.buffer(), archive.start(), given);
    long before = inflater.getBytesRead();
    try {
      int written = inflater.inflate(into, from, length);
      int taken = (int) (inflater.getBytesRead() - before);
      archive.consume(taken);
      left -= taken;
      boolean stuck = written == 0 && taken == 0 && !inflater.finished();
      if (stuck || inflater.needsDictionary()) {
        throw new Damaged("compressed data breaks off");
      }
      return written;
    } catch (DataFormatException _) {
      throw new Damaged("compressed data that is none");
    }
  }
}
