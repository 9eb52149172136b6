package dev.ticketchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole generator against a server that does right, or wrong.
final class LoadCommandIT {
  /// Users come one after the other, so that a room's members are in the order of their numbers.
  private static final List<String> IN_ORDER =
      List.of("--scenario", "chat", "--inflight", "1", "--timeout", "0.3");

  private static final List<String> TEN_EACH =
      Stream.concat(IN_ORDER.stream(), Stream.of("--count", "10", "--verify")).toList();

  /// What a run printed, and its exit code.
  private record Ran(int exitCode, JsonNode result, String errors) {}

  @Test
  void seesEveryMessageOnce() {
    try (var server = FakeServer.good()) {
      var ran = run(server, TEN_EACH, "--conns", "6", "--threads", "2");

      assertThat(ran.exitCode).as(ran.errors).isZero();
      assertThat(ran.result.path("ok").asBoolean()).isTrue();
      assertThat(ran.result.path("messages").asInt()).isEqualTo(60);
      assertThat(ran.result.path("deliveries").asInt()).isEqualTo(120);
      assertThat(ran.result.path("own_ms").path("n").asInt()).isEqualTo(60);
      assertThat(ran.result.path("other_ms").path("n").asInt()).isEqualTo(60);
      assertThat(ran.result.path("handshake_ms").path("n").asInt()).isEqualTo(6);
      assertThat(ran.result.path("errors").propertyNames()).isSubsetOf("other");
    }
  }

  @Test
  void rehearses() throws InterruptedException {
    var totals = Rehearsal.hold().outcome().totals();

    assertThat(totals.allOwn()).isEqualTo(totals.allSent()).isEqualTo(15_000);
  }

  @Test
  void tellsOneSendersMessagesToALargeRoom() {
    try (var server = FakeServer.good()) {
      var ran = run(server, TEN_EACH, "--conns", "300", "--members", "300", "--senders", "1");

      assertThat(ran.exitCode).as(ran.errors).isZero();
      assertThat(ran.result.path("messages").asInt()).isEqualTo(10);
      assertThat(ran.result.path("deliveries").asInt()).isEqualTo(3_000);
    }
  }

  @Test
  void measuresATimeWithTheRoomsThatItHas() {
    try (var server = FakeServer.good()) {
      var ran =
          run(
              server,
              List.of("--scenario", "chat", "--conns", "5", "--members", "2"),
              "--open-rate",
              "500",
              "--warmup",
              "0.1",
              "--duration",
              "0.3");

      assertThat(ran.exitCode).as(ran.errors).isZero();
      assertThat(ran.result.path("rooms").asInt()).isEqualTo(3);
      assertThat(ran.result.path("sent").asInt()).isGreaterThanOrEqualTo(140);
    }
  }

  /// The server holds up all messages until half a second's are there. Those that were due in it
  /// are late by what was left of it, and not only the first.
  @Test
  void latenciesContainTheTimeThatAServerStood() {
    var held = new ArrayList<Runnable>();
    try (var server =
        FakeServer.start((room, message) -> {
          held.add(() -> room.post(message));
          if (held.size() >= 100) {
            held.forEach(Runnable::run);
            held.subList(0, held.size()).replaceAll(_ -> () -> {});
          }
        })) {
      var ran =
          run(
              server,
              List.of("--scenario", "chat", "--conns", "20", "--open-rate", "200"),
              "--warmup",
              "0",
              "--duration",
              "0.6");

      assertThat(ran.exitCode).as(ran.errors).isZero();
      for (var latencies : List.of(ran.result.path("own_ms"), ran.result.path("other_ms"))) {
        assertThat(latencies.path("n").asInt()).isGreaterThanOrEqualTo(120);
        assertThat(latencies.path("max").asDouble()).isGreaterThan(450);
        assertThat(latencies.path("p90").asDouble()).isGreaterThan(350);
        assertThat(latencies.path("p50").asDouble()).isGreaterThan(150);
      }
    }
  }

  @Test
  void findsADoubledMessage() {
    try (var server =
        FakeServer.start((room, message) -> {
          var stored = room.store(message);
          Stream.of(0, 1, 1).forEach(member -> room.tell(member, stored));
        })) {
      var ran = run(server, TEN_EACH, "--conns", "6");

      assertThat(ran.exitCode).isEqualTo(1);
      assertThat(ran.result.path("ok").asBoolean()).isFalse();
      assertThat(ran.result.path("errors").path("gap_or_dup").asInt()).isPositive();
    }
  }

  @Test
  void findsAMissingMessage() {
    var count = new AtomicLong();
    try (var server =
        FakeServer.start((room, message) -> {
          var stored = room.store(message);
          room.tell(0, stored);
          if (count.incrementAndGet() != 7) {
            room.tell(1, stored);
          }
        })) {
      var ran = run(server, TEN_EACH, "--conns", "6", "--senders", "1", "--duration", "0.5");

      assertThat(ran.exitCode).isEqualTo(1);
      assertThat(ran.result.path("not_seen_by_member").asInt()).isEqualTo(1);
      assertThat(ran.result.path("lost").asInt()).isZero();
      assertThat(ran.result.path("drained").asBoolean()).isFalse();
      assertThat(ran.result.path("errors").path("gap_or_dup").asInt()).isPositive();
    }
  }

  /// Without looking at each message, too.
  @Test
  void countsWhatIsMissing() {
    try (var server = FakeServer.start((room, message) -> room.tell(1, room.store(message)))) {
      var ran =
          run(
              server,
              IN_ORDER,
              "--conns",
              "2",
              "--senders",
              "1",
              "--count",
              "1",
              "--duration",
              "0.2");

      assertThat(ran.exitCode).isEqualTo(1);
      assertThat(ran.result.path("lost").asInt()).isEqualTo(1);
      assertThat(ran.result.path("not_seen_by_member").asInt()).isEqualTo(1);
    }
  }

  @Test
  void findsAnotherOrder() {
    var held = new ArrayList<Runnable>();
    try (var server =
        FakeServer.start((room, message) -> {
          var stored = room.store(message);
          room.tell(0, stored);
          held.addFirst(() -> room.tell(1, stored));
          if (held.size() == 2) { // the second before the first
            held.forEach(Runnable::run);
            held.clear();
          }
        })) {
      var ran = run(server, TEN_EACH, "--conns", "2", "--senders", "1", "--window", "2");

      assertThat(ran.exitCode).isEqualTo(1);
      assertThat(ran.result.path("errors").path("order").asInt()).isPositive();
    }
  }

  @Test
  void loadsHistoryThatItPutThere() {
    try (var server = FakeServer.good()) {
      var ran =
          run(
              server,
              List.of("--scenario", "history", "--conns", "4", "--preload", "20", "--verify"),
              "--warmup",
              "0",
              "--duration",
              "0.3");

      assertThat(ran.exitCode).as(ran.errors).isZero();
      int pages = ran.result.path("messages").asInt();
      assertThat(pages).isPositive();
      assertThat(ran.result.path("items").asInt()).isEqualTo(20 * pages);
    }
  }

  @Test
  void loadsHistoryAtAFixedRate() {
    try (var server = FakeServer.good()) {
      var ran =
          run(
              server,
              List.of("--scenario", "history", "--conns", "4", "--open-rate", "400"),
              "--warmup",
              "0",
              "--duration",
              "0.3");

      assertThat(ran.exitCode).as(ran.errors).isZero();
      assertThat(ran.result.path("own_ms").path("n").asInt()).isGreaterThanOrEqualTo(110);
    }
  }

  @Test
  void sendsFilesThatArriveWhole() {
    var files = new HashSet<String>();
    try (var server =
        FakeServer.start((room, message) -> {
          files.add(message.path("attachments").path(0).path("data").asString());
          room.post(message);
        })) {
      var ran =
          run(
              server,
              List.of("--scenario", "upload", "--conns", "4", "--count", "5", "--verify"),
              "--attach",
              "100001");

      assertThat(ran.exitCode).as(ran.errors).isZero();
      assertThat(ran.result.path("messages").asInt()).isEqualTo(20);
      assertThat(files)
          .hasSize(1)
          .allSatisfy(data ->
              assertThat(java.util.Base64.getDecoder().decode(data))
                  .hasSize(100_001)
                  .startsWith(0x89, 'P', 'N', 'G'));
    }
  }

  @Test
  void sendsAnotherKindOfFileUnderItsName() {
    var files = new HashSet<JsonNode>();
    try (var server =
        FakeServer.start((room, message) -> {
          files.add(message.path("attachments").path(0));
          room.post(message);
        })) {
      var ran =
          run(
              server,
              List.of("--scenario", "upload", "--conns", "2", "--count", "1", "--attach", "5000"),
              "--attach-name",
              "report.pdf",
              "--attach-type",
              "application/pdf");

      assertThat(ran.exitCode).as(ran.errors).isZero();
      assertThat(files)
          .singleElement()
          .satisfies(file -> {
            assertThat(file.path("name").asString()).isEqualTo("report.pdf");
            assertThat(file.path("type").asString()).isEqualTo("application/pdf");
            assertThat(java.util.Base64.getDecoder().decode(file.path("data").asString()))
                .hasSize(5_000)
                .startsWith('%', 'P', 'D', 'F', '-');
          });
    }
  }

  @Test
  void holdsConnections() {
    try (var server = FakeServer.good()) {
      var ran = run(server, List.of("--scenario", "connect", "--conns", "50", "--hold", "0.1"));

      assertThat(ran.exitCode).as(ran.errors).isZero();
      assertThat(ran.result.path("alive").asInt()).isEqualTo(50);
      assertThat(ran.result.path("pings").asInt()).isEqualTo(50);
    }
  }

  @Test
  void saysWhoWasRefused() {
    var refusing =
        new FakeServer.Behaviour() {
          @Override
          public void onMessage(FakeRoom room, JsonNode message) {
            room.post(message);
          }

          @Override
          public boolean accepts(String token) {
            return false;
          }
        };
    try (var server = FakeServer.start(refusing)) {
      var ran = run(server, TEN_EACH, "--conns", "6");

      assertThat(ran.exitCode).isEqualTo(1);
      assertThat(ran.result.path("failed").asInt()).isEqualTo(6);
      assertThat(ran.result.path("errors").path("authentication_error").asInt()).isEqualTo(6);
      assertThat(ran.result.path("first_error").asString()).contains("Invalid token");
    }
  }

  @Test
  void saysWhoseConnectionEnded() {
    try (var server =
        FakeServer.start((room, message) -> {
          room.post(message);
          room.cut(1);
        })) {
      var ran = run(server, TEN_EACH, "--conns", "2", "--senders", "1");

      assertThat(ran.exitCode).isEqualTo(1);
      assertThat(ran.result.path("alive").asInt()).isEqualTo(1);
      assertThat(ran.result.path("errors").path("closed").asInt()).isEqualTo(1);
    }
  }

  @Test
  void saysThatNobodyListens() {
    var gone = FakeServer.good();
    gone.close();

    var ran = run(gone, TEN_EACH, "--conns", "6");

    assertThat(ran.exitCode).isEqualTo(1);
    assertThat(ran.result.path("connected").asInt()).isZero();
    assertThat(ran.result.path("errors").path("connect").asInt()).as(ran.errors).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--scenario chat",
        "--url 127.0.0.1:1",
        "--url here --scenario chat",
        "--url 127.0.0.1:99999 --scenario chat",
        "--url 127.0.0.1:1 --scenario dance",
        "--url 127.0.0.1:1 --scenario chat --conns 0",
        "--url 127.0.0.1:1 --scenario chat --base 1",
        "--url 127.0.0.1:1 --scenario chat --payload 10",
        "--url 127.0.0.1:1 --scenario chat --count 5 --open-rate 5",
        "--url 127.0.0.1:1 --scenario chat --ticket-fmt t",
        "--url 127.0.0.1:1 --scenario chat --duration -1",
        "--url 127.0.0.1:1 --scenario chat --unknown"
      })
  void refusesWrongUsage(String options) {
    var ran = execute(List.of(options.split(" ", -1)));

    assertThat(ran.exitCode).isEqualTo(2);
    assertThat(ran.errors).isNotBlank().doesNotContain("\tat ");
  }

  private static Ran run(FakeServer server, List<String> options, String... more) {
    var all = new ArrayList<>(List.of("--url", server.authority(), "--quiet"));
    all.addAll(options);
    all.addAll(List.of(more));
    return execute(all);
  }

  private static Ran execute(List<String> options) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        LoadCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(options.toArray(String[]::new));
    var line = out.toString();
    return new Ran(
        exitCode, JsonMapper.shared().readTree(line.isEmpty() ? "{}" : line), err + line);
  }
}
