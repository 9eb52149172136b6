package dev.ticketchat.app;

import dev.ticketchat.chat.live.VirtualThreadTimers;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;

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

  @Override
  public void close() {
    scheduler.shutdownNow();
    timers.close();
  }
}
