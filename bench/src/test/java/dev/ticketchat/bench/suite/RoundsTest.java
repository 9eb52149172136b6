package dev.ticketchat.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.bench.report.Unit;
import dev.ticketchat.bench.suite.Rounds.Labels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final Measure<Double> SPEED = Measure.of("speed", Unit.COUNT, value -> value);

  @Test
  void goForwardsAndBackwardsInTurn() throws InterruptedException {
    var order = new ArrayList<String>();

    var _ = Rounds.play(3, List.of("a", "b", "c"), order::add);

    assertThat(order).containsExactly("a", "b", "c", "c", "b", "a", "a", "b", "c");
  }

  @Test
  void figuresAreInTheOrderOfTheRounds() throws InterruptedException {
    var taken = new ArrayList<Double>();
    var rounds =
        Rounds.play(
            2,
            List.of("a", "b"),
            _ -> {
              taken.add(1.0 + taken.size());
              return taken.getLast();
            });

    assertThat(rounds.figure(SPEED, "a").rounds()).containsExactly(1.0, 4.0);
    assertThat(rounds.ratio(SPEED, "b", "a").rounds()).containsExactly(2.0, 0.75);
    assertThat(rounds.without(1).figure(SPEED, "b").rounds()).containsExactly(3.0);
  }

  @Test
  void aTableComparesWithAllButItself() throws InterruptedException {
    var rounds = Rounds.play(1, List.of("a", "b"), subject -> subject.equals("a") ? 6.0 : 3.0);

    var table = rounds.table("here", new Labels<>("letter", s -> s), List.of(SPEED), "b");

    assertThat(table.columns())
        .extracting(column -> column.title())
        .containsExactly("speed", "of b");
    assertThat(table.rows().getFirst().cells().getLast().orElseThrow().median()).isEqualTo(2);
    assertThat(table.rows().getLast().cells().getLast()).isEmpty();
  }
}
