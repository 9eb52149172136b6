package dev.ticketchat.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.bench.report.Table.Column;
import dev.ticketchat.bench.report.Table.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  private static final Table TABLE =
      new Table(
          "Rooms of 2",
          "server",
          List.of(
              new Column("messages/s", Unit.PER_SECOND),
              new Column("CPU per message", Unit.MICROSECONDS),
              new Column("of Node", Unit.RATIO)),
          List.of(
              new Row(
                  "Ticketchat",
                  List.of(
                      Optional.of(Figure.of(20_100, 20_000, 19_900)),
                      Optional.of(Figure.of(31.25)),
                      Optional.of(Figure.of(12.5)))),
              new Row(
                  "Node",
                  List.of(
                      Optional.of(Figure.of(1_600)),
                      Optional.of(Figure.of(410)),
                      Optional.empty()))));

  @Test
  void columnsAreAlignedAndUnitsAreInTheHead() {
    assertThat(Markdown.table(TABLE))
        .isEqualTo(
            """
            | server     |             messages/s | CPU per message, µs | of Node |
            | ---------- | ---------------------: | ------------------: | ------: |
            | Ticketchat | 20,000 (19,900–20,100) |                31.3 |   12.5x |
            | Node       |                  1,600 |                 410 |         |\
            """);
  }

  @Test
  void goalsSayWhatIsNeededAndWhatWasMeasured() {
    var goal = Goal.atMost(1 / 8.0, "CPU per message", Unit.RATIO, Figure.of(0.1, 0.08, 0.25));

    assertThat(Markdown.goals(List.of(goal)))
        .isEqualTo(
            """
            | goal            | needed |          measured |                    met |
            | --------------- | -----: | ----------------: | ---------------------: |
            | CPU per message |  ≤ 1/8 | 1/10 (1/12.5–1/4) | yes (in 2 of 3 rounds) |\
            """);
  }
}
