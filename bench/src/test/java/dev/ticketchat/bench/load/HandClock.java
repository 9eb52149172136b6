package dev.ticketchat.bench.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A clock and alarms that a test moves on.
final class HandClock {
  private final List<Due> alarms = new ArrayList<>();
  private long now = 1_000_000_000;

  private record Due(long time, Runnable call) {}

  Pace pace() {
    return new Pace(
        () -> now, (nanos, call) -> alarms.add(new Due(now + nanos, call)), new Random(1));
  }

  long now() {
    return now;
  }

  /// Time passes, and each alarm goes off at its time.
  void pass(long nanos) {
    long end = now + nanos;
    for (var next = next(end); next != null; next = next(end)) {
      alarms.remove(next);
      now = Math.max(now, next.time);
      next.call.run();
    }
    now = end;
  }

  /// Time passes, and nothing goes off: what should run is held up.
  void stall(long nanos) {
    now += nanos;
  }

  private @Nullable Due next(long end) {
    return alarms.stream()
        .filter(alarm -> alarm.time <= end)
        .min(Comparator.comparingLong(Due::time))
        .orElse(null);
  }
}
