package dev.ticketchat.engine.socketio;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Runs what must happen later, on one daemon thread that is there only while something is due.
/// Tasks must be short and not throw.
final class Timeouts {
  private static final long KEEP_IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor timer;

  Timeouts() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("socketio-timeouts").factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(KEEP_IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  /// Cancelling what is returned forgets the task at once.
  Future<?> after(Duration delay, Runnable task) {
    return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }
}
