package dev.ticketchat.infra.inspect;

import java.io.IOException;

/// What one inspection may still do: counts across all archives that lie in each other, and refuses
/// with the table's reason at the first step beyond a bound. For one thread.
final class Budget {
  /// Below this, a file may expand as it likes: blank pages do.
  private static final long RATIO_FROM = 4L * 1024 * 1024;

  private final FileRules rules;
  private long depth;
  private long entries;
  private long expanded;

  Budget(FileRules rules) {
    this.rules = rules;
  }

  /// Reads an archive.
  @FunctionalInterface
  interface Reading {

    void read() throws IOException;
  }

  /// Goes one archive deeper.
  void within(Reading archive) throws IOException {
    rules.refuseBeyond(Bound.NESTING, ++depth);
    try {
      archive.read();
    } finally {
      depth--;
    }
  }

  void countEntry() {
    rules.refuseBeyond(Bound.ENTRIES, ++entries);
  }

  /// Counts bytes that came out of an inflater.
  ///
  /// @param now bytes since the last call
  /// @param out bytes of this member so far
  /// @param in compressed bytes of this member so far
  void countExpanded(int now, long out, long in) {
    expanded += now;
    rules.refuseBeyond(Bound.EXPANDED_BYTES, expanded);
    if (out > RATIO_FROM) {
      rules.refuseBeyond(Bound.RATIO, out / Math.max(1, in));
    }
  }
}
