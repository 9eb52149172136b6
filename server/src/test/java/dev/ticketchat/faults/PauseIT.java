package dev.ticketchat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.faults.client.ChatClients;
import dev.ticketchat.faults.ledger.Checker;
import dev.ticketchat.faults.ledger.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server stands still (SIGSTOP) under load, and goes on. With `-Dpause.seconds=60` for longer
/// than clients and server wait for each other's signs of life.
final class PauseIT {
  private static final Duration PAUSE = Duration.ofSeconds(Integer.getInteger("pause.seconds", 4));
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CLIENTS = 100;

  /// How long an answer may be under way when the server stops.
  private static final Duration UNDER_WAY = Duration.ofSeconds(1);

  /// Of silence, after which a client gives its connection up.
  private static final Duration PING_TIMEOUT = Duration.ofSeconds(45);

  private static final List<String> TICKETS =
      IntStream.range(0, CLIENTS / 10).mapToObj(i -> "T-" + i).toList();

  @TempDir private Path folder;

  private final Tokens tokens = new Tokens();

  @Test
  void goesOnAsIfNothingHadHappened() throws Exception {
    try (var server = new Deployment(folder, tokens);
        var clients = new ChatClients(1);
        var talk = new Talk(Duration.ofMillis(200))) {
      server.process().port();
      var desk = server.desk();
      desk.open(TICKETS, "u0");
      clients.enter(
          CLIENTS,
          TICKETS,
          (user, tickets) ->
              server.superAdmin(user, tickets).waitingForAnswers(PAUSE.plusSeconds(10)));
      talk.begin(clients.all(), TICKETS);
      awaitMore(talk);

      server.process().pause();
      var stopped = System.nanoTime();
      assertThat(new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
      var told = toldBetween(clients, stopped + UNDER_WAY.toNanos(), System.nanoTime());
      server.process().resume();

      awaitMore(talk);
      await().atMost(PATIENCE).until(() -> clients.ready() == CLIENTS);
      talk.stop();
      await().atMost(PATIENCE).until(() -> talk.open() == 0);
      var verdict = Checker.check(clients.ledgers(), desk.history(TICKETS));
      System.out.println("Stopped for " + PAUSE + "\n\n" + verdict.table());
      assertThat(verdict.clean()).as(verdict::toString).isTrue();
      assertThat(told).isZero();
      assertThat(verdict.figures().connections()).isLessThanOrEqualTo(mostConnections());
    }
  }

  /// Who gives up comes back once; half of them may meet a backlog that is full and do so twice.
  private static int mostConnections() {
    return PAUSE.compareTo(PING_TIMEOUT) < 0 ? CLIENTS : 5 * CLIENTS / 2;
  }

  private static long toldBetween(ChatClients clients, long from, long to) {
    return clients.ledgers().stream()
        .flatMap(ledger -> ledger.entries().stream())
        .filter(entry -> entry instanceof Entry.Acknowledged || entry instanceof Entry.Shown)
        .filter(entry -> entry.at() - from > 0 && entry.at() - to < 0)
        .count();
  }

  private static void awaitMore(Talk talk) {
    var enough = talk.acknowledged() + 5 * CLIENTS;
    await().atMost(PATIENCE).until(() -> talk.acknowledged() >= enough);
  }
}
