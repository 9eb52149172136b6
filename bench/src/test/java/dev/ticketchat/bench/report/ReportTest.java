package dev.ticketchat.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private static final Figure FIGURE = Figure.of(3, 1, 2);
  private static final Section SECTION =
      new Section(
          "throughput",
          "Throughput",
          "As fast as it goes.",
          List.of(
              new Table(
                  "Rooms of 2",
                  "server",
                  List.of(new Table.Column("messages/s", Unit.PER_SECOND)),
                  List.of(new Table.Row("Ticketchat", List.of(Optional.of(FIGURE)))))),
          List.of(Goal.atLeast(2, "messages/s", Unit.PER_SECOND, FIGURE)),
          List.of(new Picture("bars", "Bars.", "<svg/>")),
          List.of());
  private static final Report REPORT =
      new Report(
          "today",
          "bench/run throughput",
          Map.of("cores", "2"),
          List.of(SECTION.remarking("it rained.")),
          List.of("Ticketchat: conns 2"));

  @TempDir Path folder;

  @Test
  void writesWhatPeopleRead() throws IOException {
    REPORT.write(folder);

    assertThat(Files.readString(folder.resolve("results.md")))
        .startsWith("# Results\n\nMeasured today with `bench/run throughput`.\n\n- cores: 2\n")
        .contains("## Throughput (`bench/run throughput`)\n\nAs fast as it goes.\n")
        .contains("![Bars.](bars.svg)\n\nNote: it rained.\n");
    assertThat(folder.resolve("bars.svg")).hasContent("<svg/>");
  }

  @Test
  void writesEveryRoundForPrograms() throws IOException {
    REPORT.write(folder);

    var json = new JsonMapper().readTree(Files.readString(folder.resolve("results.json")));
    var run = json.at("/runs/0");
    assertThat(run.at("/goals/0/met").asBoolean()).isTrue();
    assertThat(run.at("/goals/0/atLeast").asDouble()).isEqualTo(2);
    assertThat(run.at("/figures/0/server").asString()).isEqualTo("Ticketchat");
    assertThat(run.at("/figures/0/messages~1s/rounds")).hasToString("[3.0,1.0,2.0]");
    assertThat(json.at("/loads/0").asString()).isEqualTo("Ticketchat: conns 2");
  }
}
