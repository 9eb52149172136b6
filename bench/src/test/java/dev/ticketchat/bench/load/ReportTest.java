package dev.ticketchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReportTest {
  private static final long SECOND = 1_000_000_000;

  private final Tally tally = new Tally();

  @Test
  void isOneLineWithTheFieldsThatOthersRead() {
    var report = report(Scenario.CHAT, List.of(1L, 2L), new Outcome.Ending(0, 4, 0, 0));

    assertThat(names(report))
        .containsExactly(
            "scenario",
            "label",
            "ok",
            "conns",
            "members",
            "rooms",
            "threads",
            "connected",
            "failed",
            "alive",
            "connect_s",
            "connect_per_s",
            "handshake_ms",
            "window_s",
            "sent",
            "messages",
            "messages_per_s",
            "deliveries",
            "deliveries_per_s",
            "rx_mb_per_s",
            "tx_mb_per_s",
            "own_ms",
            "other_ms",
            "total_sent",
            "total_own",
            "total_other",
            "lost",
            "not_seen_by_member",
            "drained",
            "verified",
            "errors",
            "server",
            "client",
            "machine",
            "kernel");
    assertThat(names(report.path("own_ms")))
        .containsExactly("n", "mean", "p50", "p90", "p99", "p999", "max");
    assertThat(names(report.path("server")))
        .containsExactly(
            "pids",
            "cpu_user_s",
            "cpu_sys_s",
            "cpu_cores",
            "cpu_s_per_1000",
            "connect_cpu_s",
            "rss_before",
            "rss_connected",
            "rss_end",
            "rss_peak",
            "rss_per_conn",
            "rss_per_conn_end");
  }

  @Test
  void countsPerSecondAndPerThousand() {
    var report = report(Scenario.CHAT, List.of(1L), new Outcome.Ending(0, 4, 0, 0));

    assertThat(report.path("label").asString()).isEqualTo("a \"label\"");
    assertThat(report.path("ok").asBoolean()).isTrue();
    assertThat(report.path("messages").asInt()).isEqualTo(10);
    assertThat(report.path("messages_per_s").asDouble()).isEqualTo(5.0);
    assertThat(report.path("deliveries_per_s").asDouble()).isEqualTo(10.0);
    assertThat(report.path("own_ms").path("p50").asDouble()).isBetween(3.0, 3.01);
    var server = report.path("server");
    assertThat(server.path("cpu_user_s").asDouble()).isEqualTo(1.0);
    assertThat(server.path("cpu_cores").asDouble()).isEqualTo(0.75);
    assertThat(server.path("cpu_s_per_1000").asDouble()).isEqualTo(150.0);
    assertThat(server.path("rss_per_conn").asInt()).isEqualTo(250);
    assertThat(report.path("client").path("cpu_user_s").asDouble()).isEqualTo(0.1);
    assertThat(report.path("machine").path("busy_cores").asDouble()).isEqualTo(1.0);
    assertThat(report.path("machine").path("other_cores").asDouble()).isEqualTo(0.2);
  }

  @Test
  void isNotOkWhenSomethingWasLost() {
    var report = report(Scenario.CHAT, List.of(), new Outcome.Ending(0, 4, 1, 2));

    assertThat(report.path("ok").asBoolean()).isFalse();
    assertThat(report.path("lost").asInt()).isEqualTo(1);
    assertThat(report.path("not_seen_by_member").asInt()).isEqualTo(2);
    assertThat(report.has("server")).isFalse();
  }

  @Test
  void isNotOkWhenSomethingWasWrong() {
    tally.faults().count(Fault.OTHER, 3);
    tally.faults().add(Fault.ORDER, () -> "two before one");

    var report = report(Scenario.CHAT, List.of(), new Outcome.Ending(0, 4, 0, 0));

    assertThat(report.path("ok").asBoolean()).isFalse();
    assertThat(report.path("errors").toString()).isEqualTo("{\"order\":1,\"other\":3}");
    assertThat(report.path("first_error").asString()).isEqualTo("order: two before one");
  }

  @Test
  void isOkWithEventsThatNobodyWaitsFor() {
    tally.faults().count(Fault.OTHER, 3);

    var report = report(Scenario.CHAT, List.of(), new Outcome.Ending(0, 4, 0, 0));

    assertThat(report.path("ok").asBoolean()).isTrue();
  }

  @Test
  void tellsOfEachScenarioWhatItHas() {
    var all = new Outcome.Ending(0, 4, 0, 0);

    assertThat(names(report(Scenario.CONNECT, List.of(), all)))
        .contains("hold_s", "pings")
        .doesNotContain("messages", "lost");
    assertThat(names(report(Scenario.HISTORY, List.of(), all)))
        .contains("items", "own_ms")
        .doesNotContain("lost");
    assertThat(names(report(Scenario.UPLOAD, List.of(), all)))
        .contains("attach_bytes", "attach_mb_per_s", "lost");
  }

  /// Ten messages of two seconds, told to two members each; the server used one and a half seconds
  /// of CPU, the client a tenth.
  private JsonNode report(Scenario scenario, List<Long> pids, Outcome.Ending ending) {
    tally.openWindow(0);
    for (int i = 0; i < 10; i++) {
      tally.onSent();
      tally.onOwn(0, 3_000_000);
      tally.onOther(0, 4_000_000);
    }
    var turns =
        new Course.Turns(
            sample(0, 0, 0),
            sample(1, 0, 1_000),
            sample(1, 0, 1_000),
            sample(3, 1, 2_000),
            sample(3, 1, 2_000));
    var course = new Course(1, 4, 0.5, turns, true, tally.outcome(ending));
    var line = Report.of(Plans.of(scenario, pids), course);
    assertThat(line).doesNotContain("\n");
    return JsonMapper.shared().readTree(line);
  }

  private static Sample sample(long second, double work, long memory) {
    return new Sample(
        second * SECOND,
        new Proc.Usage(work, work / 2, memory, memory),
        new Proc.Usage(work / 10, 0, memory, memory),
        new Proc.Machine(2 * work, 0),
        new Proc.Kernel(0, 0, 0));
  }

  private static List<String> names(JsonNode object) {
    return List.copyOf(object.propertyNames());
  }
}
