package dev.ticketchat.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DeadlinesTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private long now = Long.MAX_VALUE - 50; // a nanoTime may wrap around
  private final Deadlines deadlines =
      new Deadlines(channel.eventLoop(), Duration.ofNanos(100), () -> now);
  private final List<String> expired = new ArrayList<>();

  DeadlinesTest() {
    channel.freezeTime();
  }

  @Test
  void expireInTheOrderOfArmingAndNotBefore() {
    deadlines.arm(named("one"));
    advance(40);
    deadlines.arm(named("two"));

    advance(59);
    assertThat(expired).isEmpty();
    advance(1);
    assertThat(expired).containsExactly("one");
    advance(40);
    assertThat(expired).containsExactly("one", "two");
  }

  @Test
  void canBePutOffAndCancelled() {
    var putOff = named("put off");
    var cancelled = named("cancelled");
    deadlines.arm(putOff);
    deadlines.arm(cancelled);
    advance(60);
    deadlines.arm(putOff);
    cancelled.cancel();
    assertThat(cancelled.armed()).isFalse();

    advance(99);
    assertThat(expired).isEmpty();
    advance(1);
    assertThat(expired).containsExactly("put off");
  }

  @Test
  void canBeArmedAgainFromWithin() {
    deadlines.arm(
        new Deadline() {
          @Override
          protected void expired() {
            expired.add("again");
            deadlines.armFrom(due(), this);
          }
        });

    advance(100);
    advance(100);
    advance(100);

    assertThat(expired).containsExactly("again", "again", "again");
  }

  @Test
  void areCarriedOutWhenAskedForEvenIfTheTimerIsLate() {
    deadlines.arm(named("one"));
    now += 100;

    deadlines.expireDue();

    assertThat(expired).containsExactly("one");
  }

  @Test
  void waitInOneQueueAtATime() {
    var longer = new Deadlines(channel.eventLoop(), Duration.ofNanos(1_000), () -> now);
    var moved = named("moved");
    deadlines.arm(moved);
    longer.arm(moved);

    advance(999);
    assertThat(expired).isEmpty();
    advance(1);
    assertThat(expired).containsExactly("moved");
  }

  private void advance(long nanos) {
    now += nanos;
    channel.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
  }

  private Deadline named(String name) {
    return new Deadline() {
      @Override
      protected void expired() {
        expired.add(name);
      }
    };
  }
}
