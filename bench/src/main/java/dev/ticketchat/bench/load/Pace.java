package dev.ticketchat.bench.load;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// What decides when things happen: what time it is, in nanoseconds from wherever, when it is
/// another, and chance. For one event loop.
record Pace(LongSupplier clock, Alarm alarm, RandomGenerator random) {
  long now() {
    return clock.getAsLong();
  }
}
