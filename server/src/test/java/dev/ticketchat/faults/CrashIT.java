package dev.ticketchat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.faults.client.ChatClients;
import dev.ticketchat.faults.ledger.Checker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` under load, again and again on one folder.
final class CrashIT {
  private static final int ROUNDS = Integer.getInteger("crash.rounds", 20);
  private static final int CLIENTS = 500;
  private static final int MESSAGES_A_ROUND = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> TICKETS =
      IntStream.range(0, CLIENTS / 5).mapToObj(i -> "T-" + i).toList();

  /// It does not live long enough for the better compiler.
  private static final List<String> QUICK_TO_START = List.of("-XX:TieredStopAtLevel=1");

  @TempDir private Path folder;

  private final Tokens tokens = new Tokens();

  @Test
  void keepsAllThatAnyoneWasToldOfInTheOrderTold() throws Exception {
    try (var server =
            new Deployment(folder, folder.resolve("data"), tokens, Map.of(), QUICK_TO_START);
        var clients = new ChatClients(1);
        var talk = new Talk(Duration.ofMillis(500))) {
      server.process().port();
      var desk = server.desk();
      desk.open(TICKETS, "u0");
      clients.enter(CLIENTS, TICKETS, server::superAdmin);
      talk.begin(clients.all(), TICKETS);

      for (var round = 0; round < ROUNDS; round++) {
        awaitMore(talk);
        server.kill();
        server.start();
      }
      awaitMore(talk);
      talk.stop();
      await().atMost(PATIENCE).until(() -> talk.open() == 0);

      var verdict = Checker.check(clients.ledgers(), desk.history(TICKETS));
      System.out.println(ROUNDS + " times kill -9\n\n" + verdict.table());
      assertThat(verdict.clean()).as(verdict::toString).isTrue();
      assertThat(verdict.figures().connections()).isGreaterThan(ROUNDS * CLIENTS / 2);
    }
  }

  private static void awaitMore(Talk talk) {
    var enough = talk.acknowledged() + MESSAGES_A_ROUND;
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(() -> talk.acknowledged() >= enough);
  }
}
