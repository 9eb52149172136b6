package dev.ticketchat.infra.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ticketchat.chat.limits.Limit;
import dev.ticketchat.chat.limits.RateLimiter;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A token bucket for each limit and key that was used lately. A bucket that is not asked for a
/// while is full again, and forgotten; past 100,000 of them the least used are forgotten earlier,
/// which lets their users begin anew.
public final class BucketRateLimiter implements RateLimiter {
  private static final int MOST_BUCKETS = 100_000;

  private record Key(Limit limit, String key) {}

  private final Rates rates;
  private final TimeMeter time;
  private final Cache<Key, Bucket> buckets;

  /// @param nanoTime as [System#nanoTime]
  public BucketRateLimiter(Rates rates, LongSupplier nanoTime) {
    this.rates = rates;
    this.time = new Monotonic(nanoTime);
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_BUCKETS)
            .expireAfterAccess(longestRefill(rates))
            .ticker(nanoTime::getAsLong)
            .build();
  }

  @Override
  public Optional<Duration> take(Limit limit, String key) {
    var bucket = buckets.get(new Key(limit, key), this::full);
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket full(Key key) {
    var rate = rates.of(key.limit());
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.tokens(), rate.period()))
        .withCustomTimePrecision(time)
        .build();
  }

  private static Duration longestRefill(Rates rates) {
    var longest = Duration.ZERO;
    for (var limit : Limit.values()) {
      var rate = rates.of(limit);
      var refill = rate.period().multipliedBy(rate.burst()).dividedBy(rate.tokens());
      longest = refill.compareTo(longest) > 0 ? refill : longest;
    }
    return longest;
  }

  private record Monotonic(LongSupplier nanoTime) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanoTime.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
