package dev.ticketchat.chat.files;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// What the uploads of each user and of all together take up. Returns at once; safe from any
/// thread.
final class UploadBudget {
  /// When a user who has too much on the way may try again: as soon as some of it is sent.
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final UploadLimits limits;
  private final Map<UserId, Share> shares = new HashMap<>();
  private long taken;

  /// One user's part.
  private static final class Share {
    private final Semaphore turns;
    private int open;
    private long bytes;

    Share(int checks) {
      this.turns = new Semaphore(checks, true);
    }
  }

  /// What one upload takes up, until it is closed. Closing twice is closing once.
  final class Lease implements AutoCloseable {
    private final UserId owner;
    private final long bytes;
    private final Semaphore turns;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease(UserId owner, long bytes, Semaphore turns) {
      this.owner = owner;
      this.bytes = bytes;
      this.turns = turns;
    }

    /// The turns at being checked, which the uploads of one user share.
    Semaphore turns() {
      return turns;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        giveBack(owner, bytes);
      }
    }
  }

  UploadBudget(UploadLimits limits) {
    this.limits = limits;
  }

  /// Room for one upload. However small, it counts as a chunk: so their number is bounded too.
  ///
  /// @throws Refused `RATE_LIMITED` if the user has too much on the way, `UNAVAILABLE` if all have
  synchronized Lease take(UserId owner, long size) {
    var bytes = Math.max(size, limits.chunkSize());
    var share = shares.getOrDefault(owner, new Share(limits.checksPerUser()));
    if (share.open == limits.openPerUser() || share.bytes + bytes > limits.bytesPerUser()) {
      throw Refused.rateLimited(RETRY_AFTER);
    }
    if (taken + bytes > limits.bytesPerNode()) {
      throw Refused.unavailable();
    }
    taken += bytes;
    share.open++;
    share.bytes += bytes;
    shares.put(owner, share);
    return new Lease(owner, bytes, share.turns);
  }

  private synchronized void giveBack(UserId owner, long bytes) {
    taken -= bytes;
    shares.computeIfPresent(
        owner,
        (_, share) -> {
          share.open--;
          share.bytes -= bytes;
          return share.open == 0 ? null : share;
        });
  }
}
