package dev.ticketchat.api.socket;

import dev.ticketchat.engine.socketio.Socket;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One thing that shall happen at a socket later, in order with its events. Setting it again
/// replaces what was set. Used on the socket's virtual thread alone.
final class MailboxTimer {
  /// Longer waits are cut to this: whoever set the timer looks at the clock and sets it again.
  private static final Duration LONGEST = Duration.ofDays(1);

  private final ScheduledExecutorService scheduler;
  private final Socket socket;
  private @Nullable ScheduledFuture<?> pending;

  MailboxTimer(ScheduledExecutorService scheduler, Socket socket) {
    this.scheduler = scheduler;
    this.socket = socket;
  }

  void set(Duration delay, Runnable task) {
    cancel();
    var bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    pending =
        scheduler.schedule(
            () -> socket.execute(task), bounded.toMillis() + 1, TimeUnit.MILLISECONDS);
  }

  void cancel() {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }
}
