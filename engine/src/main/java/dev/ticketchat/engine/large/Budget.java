package dev.ticketchat.engine.large;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes that many may use together. Safe from any thread.
public final class Budget {
  private final AtomicLong left;

  /// All of them are free.
  ///
  /// @param bytes how many there are, 0 or more
  public Budget(long bytes) {
    left = new AtomicLong(bytes);
  }

  /// Takes so many, or none and says no.
  public boolean take(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    giveBack(bytes);
    return false;
  }

  /// Lets others use so many again, which were taken before.
  public void giveBack(long bytes) {
    left.addAndGet(bytes);
  }
}
