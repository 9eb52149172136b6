package dev.ticketchat.chat.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class VirtualThreadTimersTest {

  @Test
  void runsATaskOnAVirtualThreadNoEarlierThanItIsDue() throws Exception {
    try (var timers = new VirtualThreadTimers()) {
      var ranAt = new CompletableFuture<Long>();
      var virtual = new CompletableFuture<Boolean>();
      var delay = Duration.ofMillis(20);
      var startedAt = timers.nanoTime();

      timers.after(
          delay,
          () -> {
            ranAt.complete(timers.nanoTime());
            virtual.complete(Thread.currentThread().isVirtual());
          });

      assertThat(ranAt.get() - startedAt).isGreaterThanOrEqualTo(delay.toNanos());
      assertThat(virtual.get()).isTrue();
    }
  }

  @Test
  void aTaskThatBlocksHoldsUpNoOther() throws Exception {
    try (var timers = new VirtualThreadTimers()) {
      var released = new CountDownLatch(1);
      var done = new CountDownLatch(2);

      timers.after(
          Duration.ZERO,
          () -> {
            awaitUninterruptibly(released);
            done.countDown();
          });
      timers.after(
          Duration.ofMillis(1),
          () -> {
            released.countDown();
            done.countDown();
          });

      assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void afterTheCloseTasksAreDroppedWithoutAnError() {
    var timers = new VirtualThreadTimers();
    var ran = new CountDownLatch(1);
    timers.after(Duration.ofHours(1), ran::countDown);

    timers.close();
    timers.after(Duration.ZERO, ran::countDown);

    assertThat(ran.getCount()).isOne();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
