package dev.ticketchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LoopsTest {
  private static final long MILLI = 1_000_000;

  private final HandClock clock = new HandClock();
  private final RecordingActivity activity = new RecordingActivity();
  private final Faults faults = new Faults();
  private final long start = clock.now();

  @Test
  void beginsAtEachTimeOfTheSchedule() {
    open(Rooms.of(3, 2, 2), 1_000).start();

    clock.pass(5 * MILLI);

    assertThat(activity.dueTimes()).isEqualTo(every(MILLI, 6));
  }

  @Test
  void doesNotWaitForAnswers() {
    open(Rooms.of(1, 2, 1), 1_000).start();

    clock.pass(100 * MILLI);

    assertThat(activity.all()).hasSize(101);
  }

  /// What a generator that is held up must not do is forget what it should have sent meanwhile, or
  /// count it from when it could send it.
  @Test
  void countsFromTheScheduledTimeWhenItIsHeldUp() {
    open(Rooms.of(1, 2, 1), 1_000).start();

    clock.stall(20 * MILLI);
    clock.pass(5 * MILLI);

    assertThat(activity.dueTimes()).isEqualTo(every(MILLI, 26));
  }

  @Test
  void beginsWhatWasDueBeforeItStops() {
    var loop = open(Rooms.of(1, 2, 1), 1_000);
    loop.start();

    clock.stall(3 * MILLI);
    loop.stop();
    clock.pass(10 * MILLI);

    assertThat(activity.dueTimes()).isEqualTo(every(MILLI, 4));
  }

  @Test
  void takesTurnsWithOtherWorkers() {
    var second = new Share(1, 2).schedule(1_000, start);

    new OpenLoop(Rooms.of(1, 2, 1), second, activity, clock.pace(), faults).start();
    clock.pass(4 * MILLI);

    assertThat(activity.dueTimes()).containsExactly(start + MILLI, start + 3 * MILLI);
  }

  @Test
  void doesNotDriftWhenTheGapIsNotWhole() {
    var schedule = new Share(0, 1).schedule(3, 0);

    for (int i = 0; i < 3_000_000; i++) {
      schedule.pass();
    }

    assertThat(schedule.next()).isBetween(999_999_999_999_999L, 1_000_000_000_000_000L);
  }

  @Test
  void choosesAmongAllSenders() {
    var rooms = Rooms.of(5, 3, 2);
    open(rooms, 1_000).start();

    clock.pass(500 * MILLI);

    assertThat(activity.all().stream().map(RecordingActivity.Begun::member).distinct())
        .containsExactlyInAnyOrderElementsOf(
            rooms.stream().flatMap(room -> room.senders().stream()).toList());
  }

  @Test
  void saysSoWhenItPassesSomeoneOver() {
    var rooms = Rooms.of(1, 1, 1);
    open(rooms, 1_000).start();

    rooms.getFirst().members().getFirst().leave();
    clock.pass(2 * MILLI);

    assertThat(activity.all()).hasSize(1);
    assertThat(faults.counts()).containsEntry(Fault.SKIPPED, 2L);
    assertThat(faults.none()).isFalse();
  }

  @Test
  void keepsAsManyUnderWayAsTheWindowSays() {
    var rooms = Rooms.of(2, 2, 1);
    var loop = closed(rooms, 3, 0);

    loop.start();
    assertThat(activity.all()).hasSize(6);

    activity.answer();
    rooms.getFirst().senders().forEach(loop::onAnswered);
    assertThat(activity.all()).hasSize(7);
  }

  @Test
  void endsWithTheCount() {
    var rooms = Rooms.of(1, 1, 1);
    var loop = closed(rooms, 1, 2);

    loop.start();
    for (int i = 0; i < 5; i++) {
      activity.answer();
      loop.onAnswered(rooms.getFirst().members().getFirst());
    }

    assertThat(activity.all()).hasSize(2);
  }

  @Test
  void beginsNothingOnceStopped() {
    var rooms = Rooms.of(1, 1, 1);
    var loop = closed(rooms, 1, 0);

    loop.start();
    loop.stop();
    activity.answer();
    loop.onAnswered(rooms.getFirst().members().getFirst());

    assertThat(activity.all()).hasSize(1);
  }

  private Loop open(List<Room> rooms, double rate) {
    var schedule = new Share(0, 1).schedule(rate, start);
    return new OpenLoop(rooms, schedule, activity, clock.pace(), faults);
  }

  private Loop closed(List<Room> rooms, int window, int count) {
    var senders = rooms.stream().flatMap(room -> room.senders().stream()).toList();
    return new ClosedLoop(senders, window, count, activity, clock::now);
  }

  private List<Long> every(long gap, int times) {
    return LongStream.range(0, times).map(i -> start + i * gap).boxed().toList();
  }
}
