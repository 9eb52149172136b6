package dev.ticketchat.chat.limits;

import dev.ticketchat.chat.Refused;
import java.time.Duration;
import java.util.Optional;

/// Token buckets by key. Returns at once; safe from any thread.
public interface RateLimiter {

  /// Takes so many tokens, or says how long until they are there and takes nothing. More than a
  /// bucket holds are there when it is full: they leave it in debt.
  ///
  /// @param amount at least 1
  Optional<Duration> take(Limit limit, String key, long amount);

  /// Takes one token.
  ///
  /// @throws Refused `RATE_LIMITED` if there is none
  default void takeOrRefuse(Limit limit, String key) {
    takeOrRefuse(limit, key, 1);
  }

  /// Takes so many tokens.
  ///
  /// @throws Refused `RATE_LIMITED` if they are not there
  default void takeOrRefuse(Limit limit, String key, long amount) {
    take(limit, key, amount)
        .ifPresent(retryAfter -> {
          throw Refused.rateLimited(retryAfter);
        });
  }
}
