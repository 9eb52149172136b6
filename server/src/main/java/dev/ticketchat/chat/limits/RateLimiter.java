package dev.ticketchat.chat.limits;

import dev.ticketchat.chat.Refused;
import java.time.Duration;
import java.util.Optional;

/// Token buckets by key. Returns at once; safe from any thread.
public interface RateLimiter {

  /// Takes one token, or says how long until there is one and takes nothing.
  Optional<Duration> take(Limit limit, String key);

  /// Takes one token.
  ///
  /// @throws Refused `RATE_LIMITED` if there is none
  default void takeOrRefuse(Limit limit, String key) {
    take(limit, key)
        .ifPresent(retryAfter -> {
          throw Refused.rateLimited(retryAfter);
        });
  }
}
