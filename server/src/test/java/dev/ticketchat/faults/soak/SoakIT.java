package dev.ticketchat.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.faults.Deployment;
import dev.ticketchat.faults.Desk;
import dev.ticketchat.faults.Tokens;
import dev.ticketchat.faults.ledger.Checker;
import dev.ticketchat.faults.ledger.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything at once, for a while: a minute, or `-Dsoak.seconds=600`. With `-Dsoak.crashes=3` the
/// server is killed so often in the first third of it.
final class SoakIT {
  private static final int SECONDS = Integer.getInteger("soak.seconds", 60);
  private static final int CRASHES = Integer.getInteger("soak.crashes", 0);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> TICKETS =
      IntStream.range(0, 12).mapToObj(i -> "T-" + i).toList();

  /// What a heap may have more after a collection and be the same: caches that fill once.
  private static final long SLACK = 6 << 20;

  @TempDir private Path folder;

  private final Tokens tokens = new Tokens();
  private final List<Ledger> ledgers = new ArrayList<>();
  private final List<String> figures = new ArrayList<>();

  @Test
  void keepsItsPromisesAndReturnsToWhereItWas() throws Exception {
    try (var server =
        new Deployment(
            folder,
            folder.resolve("data"),
            tokens,
            Map.of(),
            List.of("-XX:NativeMemoryTracking=summary"))) {
      server.process().port();
      var desk = server.desk();
      desk.open(TICKETS, "u0");

      run("first", server, CRASHES);
      var before = whenQuiet(server, desk);
      run("second", server, 0);
      run("third", server, 0);
      var after = whenQuiet(server, desk);

      var verdict = Checker.check(ledgers, desk.history(TICKETS));
      System.out.println(report(before, after) + verdict.table());
      assertThat(verdict.clean()).as(verdict::toString).isTrue();
      assertThat(after.heap()).as("heap").isLessThan(before.heap() + SLACK);
      assertThat(after.direct()).as("direct memory").isLessThanOrEqualTo(before.direct() + SLACK);
      assertThat(after.files()).as("open files").isLessThanOrEqualTo(before.files() + 2);
      assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 3);
      assertThat(server.process().err()).doesNotContain("\tat ");
    }
  }

  /// A third of the time.
  private void run(String name, Deployment server, int crashes) throws Exception {
    try (var crowd = new Crowd(name, server.address(), tokens::superAdmin, TICKETS)) {
      crowd.begin();
      var part = Duration.ofSeconds(SECONDS).dividedBy(3).dividedBy(crashes + 1);
      pass(part);
      for (var crash = 0; crash < crashes; crash++) {
        server.kill();
        server.start();
        pass(part);
      }
      crowd.end();
      assertThat(crowd.wrong()).isEmpty();
      ledgers.addAll(crowd.ledgers());
      figures.add(crowd.figures());
    }
  }

  /// Time goes by; there is nothing to wait for but the clock.
  private static void pass(Duration time) throws InterruptedException {
    var _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// When nobody is connected any more.
  private static Footprint whenQuiet(Deployment server, Desk desk) throws Exception {
    await()
        .atMost(PATIENCE)
        .until(() ->
            desk.get("/metrics")
                .body()
                .lines()
                .anyMatch(line -> line.matches("ticketchat_sockets_connected 0(\\.0)?")));
    return Footprint.of(server.process().pid());
  }

  private String report(Footprint before, Footprint after) {
    return """
    Soak of %d s, %d crashes

    | of the server | after a third | at the end |
    | --- | --- | --- |
    | heap after a collection | %.1f MiB | %.1f MiB |
    | direct memory | %.1f MiB | %.1f MiB |
    | open files | %d | %d |
    | threads | %d | %d |

    %s

    """
        .formatted(
            SECONDS,
            CRASHES,
            mebibytes(before.heap()),
            mebibytes(after.heap()),
            mebibytes(before.direct()),
            mebibytes(after.direct()),
            before.files(),
            after.files(),
            before.threads(),
            after.threads(),
            String.join("\n", figures));
  }

  private static double mebibytes(long bytes) {
    return bytes / 1024.0 / 1024;
  }
}
