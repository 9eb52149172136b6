package dev.ticketchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class TallyTest {
  private static final long MILLI = 1_000_000;

  private final Tally tally = new Tally();

  @Test
  void countsThroughputByArrival() {
    tally.onSent();
    tally.onOwn(0, 5);
    tally.openWindow(10);
    tally.onSent();
    tally.onOwn(5, 15);
    tally.onOther(5, 15);
    tally.onRead(100);
    tally.closeWindow(20);
    tally.onOwn(15, 25);
    tally.onRead(1_000);

    var totals = outcome().totals();
    assertThat(totals.sent()).isEqualTo(1);
    assertThat(totals.own()).isEqualTo(1);
    assertThat(totals.others()).isEqualTo(1);
    assertThat(totals.readBytes()).isEqualTo(100);
    assertThat(totals.allSent()).isEqualTo(2);
    assertThat(totals.allOwn()).isEqualTo(3);
  }

  /// What the server holds up until the window is over counts, too.
  @Test
  void countsLatencyByWhenItWasDue() {
    tally.openWindow(10 * MILLI);
    tally.onOwn(9 * MILLI, 11 * MILLI);
    tally.onOwn(10 * MILLI, 12 * MILLI);
    tally.closeWindow(20 * MILLI);
    tally.onOwn(19 * MILLI, 519 * MILLI);
    tally.onOther(19 * MILLI, 719 * MILLI);
    tally.onOwn(20 * MILLI, 900 * MILLI);

    assertThat(outcome().own().count()).isEqualTo(2);
    assertThat(outcome().own().maxMillis()).isCloseTo(500, within(0.5));
    assertThat(outcome().others().maxMillis()).isCloseTo(700, within(0.7));
  }

  @Test
  void keepsThreeDigits() {
    var latencies = new Latencies();
    for (int i = 1; i <= 1_000; i++) {
      latencies.record(i * MILLI);
    }

    assertThat(latencies.percentileMillis(50)).isCloseTo(500, within(0.5));
    assertThat(latencies.percentileMillis(99)).isCloseTo(990, within(1.0));
    assertThat(latencies.percentileMillis(99.9)).isCloseTo(999, within(1.0));
    assertThat(latencies.meanMillis()).isCloseTo(500.5, within(0.5));
  }

  @Test
  void addsUpWhatEventLoopsCounted() {
    var other = new Tally();
    tally.openWindow(0);
    other.openWindow(0);
    tally.onOwn(1, 2);
    other.onOwn(1, 3);
    tally.faults().count(Fault.CLOSED, 1);
    other.faults().add(Fault.CLOSED, () -> "why");

    var both =
        Outcome.none()
            .absorb(tally.outcome(new Outcome.Ending(1, 2, 3, 4)))
            .absorb(other.outcome(new Outcome.Ending(1, 2, 3, 4)));

    assertThat(both.totals().own()).isEqualTo(2);
    assertThat(both.own().count()).isEqualTo(2);
    assertThat(both.faults().counts()).containsEntry(Fault.CLOSED, 2L);
    assertThat(both.faults().first()).hasValue("closed: why");
    assertThat(both.ending()).isEqualTo(new Outcome.Ending(2, 4, 6, 8));
  }

  private Outcome outcome() {
    return tally.outcome(new Outcome.Ending(0, 0, 0, 0));
  }
}
