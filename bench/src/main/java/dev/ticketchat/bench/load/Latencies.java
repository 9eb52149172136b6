package dev.ticketchat.bench.load;

import org.HdrHistogram.Histogram;

/// Latencies in nanoseconds, every one of them, at three digits. For one thread.
final class Latencies {
  private static final long LONGEST = 3_600_000_000_000L;
  private static final int DIGITS = 3;

  private final Histogram histogram = new Histogram(LONGEST, DIGITS);

  void record(long nanos) {
    histogram.recordValue(Math.clamp(nanos, 0, LONGEST));
  }

  void addAll(Latencies others) {
    histogram.add(others.histogram);
  }

  long count() {
    return histogram.getTotalCount();
  }

  double meanMillis() {
    return count() == 0 ? 0 : histogram.getMean() / 1e6;
  }

  double maxMillis() {
    return histogram.getMaxValue() / 1e6;
  }

  /// The latency that so many of a hundred do not exceed.
  double percentileMillis(double percentile) {
    return count() == 0 ? 0 : histogram.getValueAtPercentile(percentile) / 1e6;
  }
}
