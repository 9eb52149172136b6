package dev.ticketchat.engine.loop;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The deadlines of one kind on one event loop. All of a kind last equally long, so the one armed
/// first is due first: a ring in the order of arming and one timer for its head are exact, and
/// arming and cancelling cost a few pointers.
///
/// Confined to the event loop.
public final class Deadlines {
  private final EventLoop loop;
  private final long length;
  private final LongSupplier nanoTime;
  private final Ring ring = new Ring();
  private boolean timerSet;

  /// None armed.
  ///
  /// @param length from arming to expiry
  public Deadlines(EventLoop loop, Duration length) {
    this(loop, length, System::nanoTime);
  }

  Deadlines(EventLoop loop, Duration length, LongSupplier nanoTime) {
    this.loop = loop;
    this.length = length.toNanos();
    this.nanoTime = nanoTime;
  }

  /// Arms it from now; one that is armed already, wherever, is put off.
  public void arm(Deadline deadline) {
    armFrom(nanoTime.getAsLong(), deadline);
  }

  /// Arms it from another moment than now, such as the one when an earlier deadline was due.
  /// Moments given must not go backwards by more than a late timer explains: order is kept by
  /// arming.
  public void armFrom(long moment, Deadline deadline) {
    deadline.joinBefore(ring, moment + length);
    if (!timerSet) {
      setTimer();
    }
  }

  /// Carries out what is due, now rather than when the timer comes round.
  public void expireDue() {
    long now = nanoTime.getAsLong();
    while (ring.armed() && ring.after.due() - now <= 0) {
      Deadline head = ring.after;
      head.cancel();
      head.expired();
    }
  }

  private void setTimer() {
    if (!loop.isShuttingDown()) {
      timerSet = true;
      long delay = Math.max(0, ring.after.due() - nanoTime.getAsLong());
      var _ = loop.schedule(this::onTimer, delay, TimeUnit.NANOSECONDS);
    }
  }

  private void onTimer() {
    timerSet = false;
    expireDue();
    if (ring.armed() && !timerSet) {
      setTimer();
    }
  }

  /// Head and tail of the ring.
  private static final class Ring extends Deadline {
    @Override
    protected void expired() {
      throw new AssertionError("the ring itself is never due");
    }
  }
}
