package dev.ticketchat.infra.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.limits.Limit;
import dev.ticketchat.chat.limits.RateLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BucketRateLimiterTest {
  private static final long MB = 1024 * 1024;

  private final AtomicLong nanos = new AtomicLong(-5_000);
  private final RateLimiter limiter = new BucketRateLimiter(Rates.STANDARD, nanos::get);

  @ParameterizedTest
  @CsvSource({"MESSAGES, 30, 100", "EVENTS, 100, 20", "FAILED_SIGN_INS, 10, 6000"})
  void allowsABurstAndThenARate(Limit limit, int burst, long millisEach) {
    assertThat(takeAll(limit, "u1")).isEqualTo(burst);
    assertThat(limiter.take(limit, "u1", 1)).contains(Duration.ofMillis(millisEach));

    pass(Duration.ofMillis(millisEach).minusNanos(1));
    assertThat(limiter.take(limit, "u1", 1)).contains(Duration.ofNanos(1));
    pass(Duration.ofNanos(1));
    assertThat(limiter.take(limit, "u1", 1)).isEmpty();
    assertThat(limiter.take(limit, "u1", 1)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"MESSAGES, 30, 3", "EVENTS, 100, 2", "FAILED_SIGN_INS, 10, 60"})
  void isFullAgainAfterAWhileAndNeverMoreThanFull(Limit limit, int burst, long seconds) {
    takeAll(limit, "u1");

    pass(Duration.ofSeconds(seconds));
    assertThat(takeAll(limit, "u1")).isEqualTo(burst);

    pass(Duration.ofDays(1));
    assertThat(takeAll(limit, "u1")).isEqualTo(burst);
  }

  @Test
  void countsUsersAndLimitsApart() {
    takeAll(Limit.MESSAGES, "u1");

    assertThat(limiter.take(Limit.MESSAGES, "u2", 1)).isEmpty();
    assertThat(limiter.take(Limit.EVENTS, "u1", 1)).isEmpty();
  }

  @Test
  void doesNotForgetABucketThatIsNotFull() {
    takeAll(Limit.FAILED_SIGN_INS, "a");

    pass(Duration.ofSeconds(59));

    assertThat(takeAll(Limit.FAILED_SIGN_INS, "a")).isEqualTo(9);
  }

  @Test
  void countsBytesByTheAmount() {
    assertThat(takeBytes(50 * MB)).isEmpty();
    assertThat(takeBytes(10 * MB)).isEmpty();

    assertThat(takeBytes(5 * MB)).contains(Duration.ofSeconds(10));

    pass(Duration.ofSeconds(10));
    assertThat(takeBytes(5 * MB)).isEmpty();
    assertThat(takeBytes(1)).isPresent();
  }

  @Test
  void letsMoreThanABurstThroughAFullBucketAndThenCollectsTheDebt() {
    assertThat(takeBytes(100 * MB)).isEmpty();

    assertThat(takeBytes(10 * MB)).contains(Duration.ofSeconds(100));
    pass(Duration.ofSeconds(100).minusNanos(1));
    assertThat(takeBytes(10 * MB)).contains(Duration.ofNanos(1));
    pass(Duration.ofNanos(1));
    assertThat(takeBytes(10 * MB)).isEmpty();
  }

  @Test
  void letsMoreThanABurstWaitUntilTheBucketIsFull() {
    takeBytes(10 * MB);

    assertThat(takeBytes(61 * MB)).contains(Duration.ofSeconds(20));

    pass(Duration.ofSeconds(20));
    assertThat(takeBytes(61 * MB)).isEmpty();
  }

  @Test
  void remembersADebtForAsLongAsItLasts() {
    takeBytes(1_000 * MB);

    pass(Duration.ofMinutes(31));

    assertThat(takeBytes(10 * MB)).isPresent();
    pass(Duration.ofMinutes(3));
    assertThat(takeBytes(60 * MB)).isEmpty();
  }

  @Test
  void limitsNothingWhenItIsOff() {
    var off = new NoRateLimit();

    for (var i = 0; i < 1_000; i++) {
      assertThat(off.take(Limit.MESSAGES, "u1", Long.MAX_VALUE)).isEmpty();
    }
  }

  private int takeAll(Limit limit, String key) {
    var taken = 0;
    while (limiter.take(limit, key, 1).isEmpty()) {
      taken++;
    }
    return taken;
  }

  private Optional<Duration> takeBytes(long bytes) {
    return limiter.take(Limit.ATTACHMENT_BYTES, "u1", bytes);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
