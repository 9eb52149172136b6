package dev.ticketchat.infra.pictures;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// So much memory for all who work at the same time, in the order in which they come. Safe from any
/// thread.
final class MemoryBudget {
  private static final int KIBI = 1024;

  private final int total;
  private final Duration patience;
  private final Semaphore free;

  /// @param patience how long one may wait for the others
  MemoryBudget(long bytes, Duration patience) {
    this.total = Math.toIntExact(bytes / KIBI);
    this.patience = patience;
    this.free = new Semaphore(total, true);
  }

  /// Whether so much can be had at all.
  boolean allows(long bytes) {
    return permits(bytes) <= total;
  }

  /// Takes memory until the claim is closed; who asks for more than there is gets all there is.
  ///
  /// @return whether it was had in time; only then the claim holds anything
  Claim claim(long bytes) {
    var permits = (int) Math.min(permits(bytes), total);
    try {
      var had = free.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Claim(had ? permits : 0, had);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Claim(0, false);
    }
  }

  private static long permits(long bytes) {
    return bytes / KIBI + 1;
  }

  /// Memory of one who works.
  final class Claim implements AutoCloseable {
    private final int permits;
    private final boolean had;

    private Claim(int permits, boolean had) {
      this.permits = permits;
      this.had = had;
    }

    boolean had() {
      return had;
    }

    @Override
    public void close() {
      free.release(permits);
    }
  }
}
