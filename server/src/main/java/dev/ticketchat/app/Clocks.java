package dev.ticketchat.app;

import dev.ticketchat.chat.live.VirtualThreadTimers;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/// Everything that knows the time: what the wall says, and who waits for a moment. After [#close]
/// tasks are dropped.
record Clocks(
    InstantSource instants, VirtualThreadTimers timers, ScheduledThreadPoolExecutor scheduler)
    implements AutoCloseable {

  static Clocks of(InstantSource instants) {
    var scheduler =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("socket-timers").factory(), new DiscardPolicy());
    scheduler.setRemoveOnCancelPolicy(true);
    return new Clocks(instants, new VirtualThreadTimers(), scheduler);
  }

  /// Runs a task every minute from now on, on a virtual thread; it may block.
  void everyMinute(Runnable task) {
    var _ =
        scheduler.scheduleWithFixedDelay(
            () -> Thread.startVirtualThread(task), 1, 1, TimeUnit.MINUTES);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    timers.close();
  }
}
