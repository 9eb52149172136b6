package dev.ticketchat.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FigureTest {

  @Test
  void itsValueIsTheMedian() {
    assertThat(Figure.of(9, 1, 2).median()).isEqualTo(2);
    assertThat(Figure.of(9, 1, 2, 4).median()).isEqualTo(3);
  }

  @Test
  void aRatioIsTakenWithinEachRound() {
    var ours = Figure.of(10, 5);
    var theirs = Figure.of(2, 1); // the machine was slow in the second round

    var ratio = ours.over(theirs);

    assertThat(ratio.rounds()).containsExactly(5.0, 5.0);
  }

  @Test
  void figuresOfDifferentRoundsAreNotCompared() {
    assertThatThrownBy(() -> Figure.of(1, 2).over(Figure.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
