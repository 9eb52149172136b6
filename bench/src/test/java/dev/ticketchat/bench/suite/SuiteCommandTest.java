package dev.ticketchat.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SuiteCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpListsTheRuns() {
    var code = execute("--help");

    assertThat(code).isZero();
    assertThat(out.toString()).contains("throughput", "latency", "allocation", "agree");
  }

  @Test
  void anUnknownRunIsOneSentence() {
    var code = execute("thruput");

    assertThat(code).isEqualTo(2);
    assertThat(err).hasToString("bench: There is no run 'thruput': bench/run --help lists them.\n");
  }

  private int execute(String... arguments) {
    return SuiteCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
