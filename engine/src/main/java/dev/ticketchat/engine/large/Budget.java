package dev.ticketchat.engine.large;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes that many may use together. Safe from any thread.
final class Budget {
  private final AtomicLong left;

  Budget(long bytes) {
    left = new AtomicLong(bytes);
  }

  /// Takes so many, or none and says no.
  boolean take(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    giveBack(bytes);
    return false;
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }
}
