package dev.ticketchat.api.socket;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.UserId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/// How many sockets each user is signed in at, up to a bound. Safe from any thread.
final class Seats {
  /// When a user may find a seat: sockets that died unnoticed are gone by then.
  private static final Duration RETRY_AFTER = Duration.ofSeconds(60);

  private final int perUser;
  private final ConcurrentHashMap<UserId, Integer> taken = new ConcurrentHashMap<>();

  Seats(int perUser) {
    this.perUser = perUser;
  }

  /// @throws Refused `RATE_LIMITED` when all are taken
  void take(UserId user) {
    taken.compute(
        user,
        (_, seats) -> {
          check(seats == null ? 0 : seats);
          return seats == null ? 1 : seats + 1;
        });
  }

  void giveBack(UserId user) {
    taken.computeIfPresent(user, (_, seats) -> seats == 1 ? null : seats - 1);
  }

  /// Refuses as [#take] would now, and takes nothing.
  void checkFree(UserId user) {
    check(taken.getOrDefault(user, 0));
  }

  boolean isFree(UserId user) {
    return taken.getOrDefault(user, 0) < perUser;
  }

  private void check(int seats) {
    if (seats >= perUser) {
      throw Refused.tooManyConnections(RETRY_AFTER);
    }
  }
}
