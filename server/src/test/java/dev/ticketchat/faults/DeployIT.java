package dev.ticketchat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.faults.client.ChatClients;
import dev.ticketchat.faults.ledger.Checker;
import dev.ticketchat.faults.ledger.Entry;
import dev.ticketchat.faults.ledger.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new version under load: SIGTERM, and a server on the same folder and port.
final class DeployIT {
  private static final int DEPLOYS = Integer.getInteger("deploys", 2);
  private static final int CLIENTS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> TICKETS =
      IntStream.range(0, CLIENTS / 10).mapToObj(i -> "T-" + i).toList();

  @TempDir private Path folder;

  private final Tokens tokens = new Tokens();

  @Test
  void answersWhatItTookAndLosesNobody() throws Exception {
    try (var server = new Deployment(folder, tokens);
        var clients = new ChatClients(1);
        var talk = new Talk(Duration.ofMillis(300))) {
      server.process().port();
      var desk = server.desk();
      desk.open(TICKETS, "u0");
      clients.enter(CLIENTS, TICKETS, server::superAdmin);
      talk.begin(clients.all(), TICKETS);

      var ends = new ArrayList<End>();
      for (var deploy = 0; deploy < DEPLOYS; deploy++) {
        awaitMore(talk);
        assertThat(server.end()).isZero();
        ends.add(new End(Instant.now(), System.nanoTime()));
        assertThat(server.process().err()).doesNotContain("ERROR", "WARN", "\tat ");
        server.start();
        await().atMost(PATIENCE).until(() -> clients.ready() == CLIENTS);
      }
      awaitMore(talk);
      talk.stop();
      await().atMost(PATIENCE).until(() -> talk.open() == 0);

      var verdict = Checker.check(clients.ledgers(), desk.history(TICKETS));
      System.out.println(DEPLOYS + " deploys\n\n" + verdict.table());
      assertThat(verdict.clean()).as(verdict::toString).isTrue();
      assertThat(unanswered(clients.ledgers(), times(desk), ends))
          .as("stored before a deploy, and answered after it")
          .isZero();
    }
  }

  /// When a server had ended, by the wall and as `System.nanoTime`.
  private record End(Instant time, long nanoTime) {}

  /// When each message was stored.
  private static Map<String, Instant> times(Desk desk) throws Exception {
    var times = new HashMap<String, Instant>();
    for (var ticket : TICKETS) {
      for (var message : desk.messages(ticket)) {
        var createdAt = Instant.parse(message.path("createdAt").asString());
        times.put(message.path("message").asString(), createdAt);
      }
    }
    return times;
  }

  /// Messages that a server stored and did not answer before it ended.
  private static long unanswered(List<Ledger> ledgers, Map<String, Instant> times, List<End> ends) {
    var count = 0L;
    for (var ledger : ledgers) {
      var open = new HashSet<String>();
      for (var entry : ledger.entries()) {
        switch (entry) {
          case Entry.Sent(_, _, var text) -> open.add(text);
          case Entry.Acknowledged(_, var message) -> open.remove(message.text());
          case Entry.Connected(var at, _) -> {
            var end =
                ends.stream()
                    .filter(ended -> ended.nanoTime - at < 0)
                    .reduce((_, last) -> last)
                    .map(End::time)
                    .orElse(Instant.MIN);
            count +=
                open.stream()
                    .map(text -> times.getOrDefault(text, Instant.MAX))
                    .filter(stored -> stored.isBefore(end))
                    .count();
            open.clear();
          }
          default -> {}
        }
      }
    }
    return count;
  }

  private static void awaitMore(Talk talk) {
    var enough = talk.acknowledged() + 3 * CLIENTS;
    await().atMost(PATIENCE).until(() -> talk.acknowledged() >= enough);
  }
}
