package dev.ticketchat.infra.scan;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Spares everybody the wait for something that does not work: after a few failures in a row it
/// admits one try per pause, until one works. Safe from any thread; never blocks.
final class Breaker {
  private final int patience;
  private final long pause;
  private final LongSupplier nanoTime;
  private int failures;
  private long nextTry;

  /// @param patience how many failures in a row it takes
  Breaker(int patience, Duration pause, LongSupplier nanoTime) {
    this.patience = patience;
    this.pause = pause.toNanos();
    this.nanoTime = nanoTime;
  }

  /// Whether to try now. Who was admitted need not say how it went: a try that neither worked nor
  /// failed delays the next by one pause.
  synchronized boolean admits() {
    if (failures < patience) {
      return true;
    }
    var now = nanoTime.getAsLong();
    if (now - nextTry < 0) {
      return false;
    }
    nextTry = now + pause;
    return true;
  }

  synchronized void worked() {
    failures = 0;
  }

  synchronized void failed() {
    failures = Math.min(failures + 1, patience);
    nextTry = nanoTime.getAsLong() + pause;
  }
}
