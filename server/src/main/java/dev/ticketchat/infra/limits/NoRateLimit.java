package dev.ticketchat.infra.limits;

import dev.ticketchat.chat.limits.Limit;
import dev.ticketchat.chat.limits.RateLimiter;
import java.time.Duration;
import java.util.Optional;

/// Always lets through: for benchmarks.
public final class NoRateLimit implements RateLimiter {

  @Override
  public Optional<Duration> take(Limit limit, String key, long amount) {
    return Optional.empty();
  }
}
