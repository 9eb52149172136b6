package dev.ticketchat.infra.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.ticketchat.chat.limits.Limit;
import dev.ticketchat.chat.limits.RateLimiter;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A token bucket for each limit and key that was used lately. A bucket that is not asked until it
/// must be full again, be it empty or in debt, is forgotten; past 100,000 of them the least used
/// are forgotten earlier, which lets their users begin anew.
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
            .expireAfter(Expiry.accessing(this::untilSurelyFull))
            .ticker(nanoTime::getAsLong)
            .build();
  }

  @Override
  public Optional<Duration> take(Limit limit, String key, long amount) {
    var id = new Key(limit, key);
    var bucket = buckets.get(id, this::full);
    var held = Math.min(amount, rates.of(limit).burst());
    var probe = bucket.tryConsumeAndReturnRemaining(held);
    if (!probe.isConsumed()) {
      return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
    if (amount > held) {
      bucket.consumeIgnoringRateLimits(amount - held);
      buckets.put(id, bucket); // kept from now for as long as the debt lasts
    }
    return Optional.empty();
  }

  private Bucket full(Key key) {
    var rate = rates.of(key.limit());
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.tokens(), rate.period()))
        .withCustomTimePrecision(time)
        .build();
  }

  private Duration untilSurelyFull(Key key, Bucket bucket) {
    var rate = rates.of(key.limit());
    var missing = rate.burst() - Math.min(0, bucket.getAvailableTokens());
    return rate.period().multipliedBy(missing).dividedBy(rate.tokens());
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
