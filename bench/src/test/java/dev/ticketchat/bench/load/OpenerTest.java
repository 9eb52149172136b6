package dev.ticketchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenerTest {
  private static final long SECOND = 1_000_000_000;

  private final HandClock clock = new HandClock();
  private final List<Member> opened = new ArrayList<>();
  private final List<Member> members = new Room(new Crowd(10, 10, 0), 0, 1).members();

  @Test
  void keepsSoManyUnderWay() {
    var opener = opener(3, 0);
    var decided = opener.start();
    assertThat(opened).hasSize(3);

    opener.onDecided();
    clock.pass(0);
    assertThat(opened).hasSize(4);

    for (int i = 0; i < 9; i++) {
      assertThat(decided).isNotDone();
      opener.onDecided();
      clock.pass(0);
    }
    assertThat(opened).isEqualTo(members);
    assertThat(decided).isDone();
  }

  @Test
  void opensNoMoreInASecondThanAskedFor() {
    var _ = opener(100, 2).start();

    clock.pass(3 * SECOND);

    assertThat(opened).hasSize(7);
  }

  @Test
  void givesUpWhenNothingMoves() {
    var opener = opener(1, 0);
    var decided = opener.start();

    clock.pass(Opener.STALLED - SECOND);
    opener.onDecided();
    clock.pass(Opener.STALLED - SECOND);
    assertThat(decided).isNotDone();

    clock.pass(SECOND);
    assertThat(decided).isDone();
  }

  private Opener opener(int inflight, double rate) {
    var schedule = new Share(0, 1).schedule(rate, clock.now());
    return new Opener(members.iterator(), inflight, schedule, clock.pace(), opened::add);
  }
}
