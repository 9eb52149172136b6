package dev.ticketchat.chat.live;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/// Timers of this machine: one daemon thread waits, and starts a virtual thread for each task that
/// is due. After [#close] tasks are dropped.
public final class VirtualThreadTimers implements Timers, AutoCloseable {
  private final ScheduledThreadPoolExecutor waiting =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("chat-timers").factory(), new DiscardPolicy());

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void after(Duration delay, Runnable task) {
    var _ =
        waiting.schedule(
            () -> Thread.ofVirtual().name("chat-timer-task").start(task),
            delay.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    waiting.shutdownNow();
  }
}
