package dev.ticketchat.infra.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BreakerTest {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
  private final Breaker breaker = new Breaker(3, PAUSE, now::get);

  @Test
  void admitsEveryTryUntilEnoughFailedInARow() {
    fail(2);
    breaker.worked();
    fail(2);

    assertThat(breaker.admits()).isTrue();
  }

  @Test
  void admitsNoneAfterEnoughFailed() {
    fail(3);

    assertThat(breaker.admits()).isFalse();
  }

  @Test
  void admitsOneTryPerPause() {
    fail(3);

    pass(PAUSE);

    assertThat(breaker.admits()).isTrue();
    assertThat(breaker.admits()).isFalse();
    pass(PAUSE);
    assertThat(breaker.admits()).isTrue();
    assertThat(breaker.admits()).isFalse();
  }

  @Test
  void waitsAWholePauseAfterATryThatFailedLate() {
    fail(3);
    pass(PAUSE);
    assertThat(breaker.admits()).isTrue();
    pass(PAUSE.minusSeconds(1));
    fail(1);

    pass(PAUSE.minusSeconds(1));

    assertThat(breaker.admits()).isFalse();
  }

  @Test
  void admitsEveryTryAfterOneWorked() {
    fail(10);
    pass(PAUSE);
    assertThat(breaker.admits()).isTrue();

    breaker.worked();

    assertThat(breaker.admits()).isTrue();
    fail(2);
    assertThat(breaker.admits()).isTrue();
  }

  private void fail(int times) {
    for (var i = 0; i < times; i++) {
      breaker.failed();
    }
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
