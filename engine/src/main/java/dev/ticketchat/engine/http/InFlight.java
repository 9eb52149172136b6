package dev.ticketchat.engine.http;

import java.time.Duration;

/// Counts the requests that came whole and whose answers are not written yet. Any thread.
final class InFlight {
  private long count;

  synchronized void enter() {
    count++;
  }

  synchronized void leave() {
    count--;
    if (count == 0) {
      notifyAll();
    }
  }

  /// Returns when there is none, or after `limit`.
  synchronized void awaitNone(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (long left = limit.toMillis(); count > 0 && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }
}
