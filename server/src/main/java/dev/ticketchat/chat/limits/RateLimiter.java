package dev.ticketchat.chat.limits;

import java.time.Duration;
import java.util.Optional;

/// Token buckets by key. Returns at once; safe from any thread.
public interface RateLimiter {

  /// Takes one token, or says how long until there is one and takes nothing.
  Optional<Duration> take(Limit limit, String key);
}
