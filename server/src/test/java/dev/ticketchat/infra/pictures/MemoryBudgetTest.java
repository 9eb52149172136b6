package dev.ticketchat.infra.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class MemoryBudgetTest {

  @Test
  void givesNoMoreThanThereIsAndTakesItBack() {
    var budget = new MemoryBudget(1 << 20, Duration.ofMillis(1));

    try (var first = budget.claim(600 << 10);
        var second = budget.claim(600 << 10)) {
      assertThat(first.had()).isTrue();
      assertThat(second.had()).isFalse();
    }

    try (var third = budget.claim(600 << 10)) {
      assertThat(third.had()).isTrue();
    }
  }

  @Test
  void givesAllThereIsToWhoAsksForMore() {
    var budget = new MemoryBudget(1 << 20, Duration.ofMillis(1));

    assertThat(budget.allows(2 << 20)).isFalse();
    try (var all = budget.claim(2 << 20);
        var more = budget.claim(1)) {
      assertThat(all.had()).isTrue();
      assertThat(more.had()).isFalse();
    }
  }

  @Test
  void staysWithinItsBoundWhenManyClaimAtOnce() throws Exception {
    var budget = new MemoryBudget(10 << 20, Duration.ofSeconds(30));
    var used = new AtomicLong();
    var most = new AtomicLong();

    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 200; i++) {
        var bytes = (1 + i % 4) * 1_000_000L;
        executor.execute(() -> {
          try (var claim = budget.claim(bytes)) {
            assertThat(claim.had()).isTrue();
            most.accumulateAndGet(used.addAndGet(bytes), Math::max);
            LockSupport.parkNanos(100_000);
            used.addAndGet(-bytes);
          }
        });
      }
    }

    assertThat(most.get()).isBetween(1L, 10L << 20);
    assertThat(used.get()).isZero();
  }
}
