package dev.ticketchat.infra.sql;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Ends waits for writes whose time is over. It looks at all of them twenty times a second: a timer
/// for each would cost more than most writes do.
final class Patience implements AutoCloseable {
  private static final Duration LOOKS = Duration.ofMillis(50);

  private final Duration patience;
  private final Duration grace;
  private final Set<PendingWrite<?>> waiting = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean closed;

  /// Starts the thread.
  ///
  /// @param patience how long a write may wait to begin before it is withdrawn
  /// @param grace how much longer a caller waits for a write that has begun
  Patience(Duration patience, Duration grace) {
    this.patience = patience;
    this.grace = grace;
    this.thread = Thread.ofVirtual().name("patience").start(this::work);
  }

  /// Waits for a write, but no longer than it may take.
  <T> T await(PendingWrite<T> write) {
    waiting.add(write);
    try {
      if (closed) {
        write.giveUp();
      }
      return write.await();
    } finally {
      waiting.remove(write);
    }
  }

  /// Ends all waits, those that begin later too.
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    waiting.forEach(PendingWrite::giveUp);
  }

  private void work() {
    try {
      while (true) {
        Thread.sleep(LOOKS);
        var now = System.nanoTime();
        waiting.forEach(write -> write.giveUp(now, patience, grace));
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }
}
