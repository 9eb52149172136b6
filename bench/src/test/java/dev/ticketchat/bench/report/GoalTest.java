package dev.ticketchat.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoalTest {

  @Test
  void isMetByTheMedianOfTheRounds() {
    assertThat(Goal.atMost(3, "a", Unit.COUNT, Figure.of(1, 2, 9)).met()).isTrue();
    assertThat(Goal.atLeast(3, "a", Unit.COUNT, Figure.of(1, 2, 9)).met()).isFalse();
  }

  @Test
  void whatIsExactlyNeededIsEnough() {
    assertThat(Goal.atMost(3, "a", Unit.COUNT, Figure.of(3)).met()).isTrue();
    assertThat(Goal.atLeast(3, "a", Unit.COUNT, Figure.of(3)).met()).isTrue();
  }

  @Test
  void saysHowManyRoundsAgreeWhereNotAllDo() {
    assertThat(Goal.atMost(3, "a", Unit.COUNT, Figure.of(1, 2, 3)).verdict()).isEqualTo("yes");
    assertThat(Goal.atMost(3, "a", Unit.COUNT, Figure.of(1, 2, 9)).verdict())
        .isEqualTo("yes (in 2 of 3 rounds)");
    assertThat(Goal.atMost(3, "a", Unit.COUNT, Figure.of(1, 8, 9)).verdict())
        .isEqualTo("no (in 1 of 3 rounds)");
    assertThat(Goal.atMost(3, "a", Unit.COUNT, Figure.of(7, 8, 9)).verdict()).isEqualTo("no");
  }
}
