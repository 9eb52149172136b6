package dev.ticketchat.bench.load;

/// Times at a fixed rate. They do not depend on when anything happened, so what is late stays late.
final class Schedule {
  private final long start;
  private final double gap;
  private long passed;

  /// @param start the first time, in nanoseconds
  /// @param gap nanoseconds from each to the next
  Schedule(long start, double gap) {
    this.start = start;
    this.gap = gap;
  }

  /// The first time that has not passed.
  long next() {
    return start + (long) (passed * gap);
  }

  void pass() {
    passed++;
  }
}
