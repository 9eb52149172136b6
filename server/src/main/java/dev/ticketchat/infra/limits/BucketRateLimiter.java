package dev.ticketchat.infra.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.ticketchat.chat.limits.Limit;
import dev.ticketchat.chat.limits.RateLimiter;
import dev.ticketchat.infra.limits.Rates.Rate;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A token bucket for each limit and key that was used lately. A bucket that is not asked until it
/// must be full again, be it empty or in debt, is forgotten; past 100,000 of one limit the least
/// used are forgotten earlier, which lets their users begin anew. Nobody gains by that: a user's
/// bucket takes a token that was signed for that user, and whoever has 100,000 addresses to push
/// the bucket of one out has the buckets of all of them.
public final class BucketRateLimiter implements RateLimiter {
  private static final int MOST_BUCKETS = 100_000;

  private final Rates rates;
  private final TimeMeter time;
  private final Map<Limit, Cache<String, Bucket>> buckets = new EnumMap<>(Limit.class);

  /// @param nanoTime as [System#nanoTime]
  public BucketRateLimiter(Rates rates, LongSupplier nanoTime) {
    this.rates = rates;
    this.time = new Monotonic(nanoTime);
    for (var limit : Limit.values()) {
      var rate = rates.of(limit);
      buckets.put(
          limit,
          Caffeine.newBuilder()
              .maximumSize(MOST_BUCKETS)
              .expireAfter(
                  Expiry.accessing((String _, Bucket bucket) -> untilSurelyFull(rate, bucket)))
              .ticker(nanoTime::getAsLong)
              .build());
    }
  }

  @Override
  public Optional<Duration> take(Limit limit, String key, long amount) {
    var rate = rates.of(limit);
    var ofLimit = Objects.requireNonNull(buckets.get(limit));
    var bucket = ofLimit.get(key, _ -> full(rate));
    var held = Math.min(amount, rate.burst());
    var probe = bucket.tryConsumeAndReturnRemaining(held);
    if (!probe.isConsumed()) {
      return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
    if (amount > held) {
      bucket.consumeIgnoringRateLimits(amount - held);
      ofLimit.put(key, bucket); // kept from now for as long as the debt lasts
    }
    return Optional.empty();
  }

  private Bucket full(Rate rate) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.tokens(), rate.period()))
        .withCustomTimePrecision(time)
        .build();
  }

  private static Duration untilSurelyFull(Rate rate, Bucket bucket) {
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
