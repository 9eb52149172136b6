package dev.ticketchat.infra.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.limits.Limit;
import dev.ticketchat.chat.limits.RateLimiter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BucketRateLimiterTest {
  private final AtomicLong nanos = new AtomicLong(-5_000);
  private final RateLimiter limiter = new BucketRateLimiter(Rates.STANDARD, nanos::get);

  @ParameterizedTest
  @CsvSource({"MESSAGES, 30, 100", "EVENTS, 100, 20", "FAILED_SIGN_INS, 10, 6000"})
  void allowsABurstAndThenARate(Limit limit, int burst, long millisEach) {
    assertThat(takeAll(limit, "u1")).isEqualTo(burst);
    assertThat(limiter.take(limit, "u1")).contains(Duration.ofMillis(millisEach));

    pass(Duration.ofMillis(millisEach).minusNanos(1));
    assertThat(limiter.take(limit, "u1")).contains(Duration.ofNanos(1));
    pass(Duration.ofNanos(1));
    assertThat(limiter.take(limit, "u1")).isEmpty();
    assertThat(limiter.take(limit, "u1")).isPresent();
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

    assertThat(limiter.take(Limit.MESSAGES, "u2")).isEmpty();
    assertThat(limiter.take(Limit.EVENTS, "u1")).isEmpty();
  }

  @Test
  void doesNotForgetABucketThatIsNotFull() {
    takeAll(Limit.FAILED_SIGN_INS, "a");

    pass(Duration.ofSeconds(59));

    assertThat(takeAll(Limit.FAILED_SIGN_INS, "a")).isEqualTo(9);
  }

  @Test
  void limitsNothingWhenItIsOff() {
    var off = new NoRateLimit();

    for (var i = 0; i < 1_000; i++) {
      assertThat(off.take(Limit.MESSAGES, "u1")).isEmpty();
    }
  }

  private int takeAll(Limit limit, String key) {
    var taken = 0;
    while (limiter.take(limit, key).isEmpty()) {
      taken++;
    }
    return taken;
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
