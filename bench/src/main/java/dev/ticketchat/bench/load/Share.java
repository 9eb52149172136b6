package dev.ticketchat.bench.load;

/// One worker's part of what all of them do together.
///
/// @param number its own, from 0
/// @param workers how many there are
record Share(int number, int workers) {
  private static final double SECOND = 1e9;

  /// Its part of something that happens so often in a second. Workers take turns.
  ///
  /// @param rate over all workers; 0: whenever it can
  /// @param start when it begins
  Schedule schedule(double rate, long start) {
    double gap = rate == 0 ? 0 : SECOND / rate;
    return new Schedule(start + (long) (gap * number), gap * workers);
  }

  /// Its part of a number, one at least.
  int of(int total) {
    return Math.max(1, total / workers);
  }
}
