package dev.ticketchat.api.socket;

import java.util.concurrent.atomic.AtomicLong;

/// The bytes that all parked events together may hold. Safe from any thread.
final class ParkingBudget {
  private final AtomicLong left;

  ParkingBudget(long bytes) {
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
