package dev.ticketchat.infra.scan;

import java.time.Duration;
import java.util.function.LongSupplier;

/// A moment by which something must be over.
///
/// @param nanoTime the clock that it is on, such as `System::nanoTime`
/// @param end on that clock
record Deadline(LongSupplier nanoTime, long end) {

  static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /// The end of that time from now, if that is sooner.
  Deadline orIn(Duration time) {
    var other = in(time, nanoTime);
    return other.end - end < 0 ? other : this;
  }

  /// Zero or less when it has passed.
  long nanosLeft() {
    return end - nanoTime.getAsLong();
  }

  /// At least one until it has passed.
  long millisLeft() {
    return Math.ceilDiv(nanosLeft(), 1_000_000L);
  }
}
