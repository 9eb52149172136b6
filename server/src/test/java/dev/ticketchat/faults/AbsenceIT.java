package dev.ticketchat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.app.RunningServer;
import dev.ticketchat.faults.client.ChatClient;
import dev.ticketchat.faults.client.ChatClients;
import dev.ticketchat.faults.client.ClientPlan;
import dev.ticketchat.faults.ledger.Checker;
import dev.ticketchat.faults.ledger.Entry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients without a network for a while, under load. The time that they are away passes on the
/// server's clock.
final class AbsenceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CLIENTS = 200;
  private static final List<String> TICKETS =
      IntStream.range(0, CLIENTS / 5).mapToObj(i -> "T-" + i).toList();

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final RunningServer server =
      RunningServer.start(config -> config, () -> Clock.systemUTC().instant().plus(ahead.get()));
  private final InetSocketAddress address =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  private final Desk desk = new Desk(address, () -> server.superAdminToken("desk"));
  private final ChatClients clients = new ChatClients(1);
  private final ChatClients senders = new ChatClients(1);

  @AfterEach
  void close() {
    clients.close();
    senders.close();
    server.close();
  }

  @Test
  void costsNothingWithinTwoMinutesAndNoMessageAfterThem() throws Exception {
    desk.open(TICKETS, "u1");
    IntStream.range(0, CLIENTS).forEach(i -> enter(clients, "u" + i, List.of(ticket(i))));
    IntStream.range(0, 10).forEach(i -> enter(senders, "s" + i, List.of()));
    await().atMost(PATIENCE).until(() -> clients.ready() + senders.ready() == CLIENTS + 10);

    try (var load = new SteadyLoad(senders.all(), TICKETS, 100)) {
      for (var seconds : List.of(1, 30, 90)) {
        assertThat(recoveredAfter(Duration.ofSeconds(seconds), load)).as("%d s", seconds).isTrue();
      }
      for (var seconds : List.of(121, 600)) {
        assertThat(recoveredAfter(Duration.ofSeconds(seconds), load)).as("%d s", seconds).isFalse();
      }
      load.stop();
      await().atMost(PATIENCE).until(() -> load.open() == 0);
    }
    clients.settle().get();
    clients.close();
    senders.close();
    var ledgers = IntStream.range(0, 2).mapToObj(i -> i == 0 ? clients : senders);
    var all = ledgers.flatMap(some -> some.ledgers().stream()).toList();
    var verdict = Checker.checkAtRest(all, desk.history(TICKETS));
    System.out.println(verdict.table());
    assertThat(verdict.clean()).as(verdict::toString).isTrue();
  }

  /// Whether all were, or none was.
  private boolean recoveredAfter(Duration absence, SteadyLoad load) {
    var left = System.nanoTime();
    clients.all().forEach(ChatClient::goOffline);
    await().atMost(PATIENCE).until(() -> gone(left) == CLIENTS && nobodyIsOnline());
    await().atMost(PATIENCE).until(() -> load.since(left).size() > 2 * TICKETS.size());
    ahead.updateAndGet(before -> before.plus(absence));
    var back = System.nanoTime();
    clients.all().forEach(ChatClient::goOnline);
    await().atMost(PATIENCE).until(() -> clients.ready() == CLIENTS);
    var took = Duration.ofNanos(System.nanoTime() - back);
    System.out.println("away for " + absence + ": all back and up to date after " + took);
    var recovered = clients.all().stream().filter(client -> recovered(client, left)).count();
    assertThat(recovered).isIn(0L, (long) CLIENTS);
    return recovered == CLIENTS;
  }

  private long gone(long since) {
    return clients.all().stream()
        .filter(client -> entries(client, since).anyMatch(Entry.Disconnected.class::isInstance))
        .count();
  }

  /// So the server knows that they are gone.
  private boolean nobodyIsOnline() {
    var asking = senders.all().getFirst();
    return TICKETS.stream()
        .map(id -> asking.request("get_online_users", asking.ticket(id)).join())
        .allMatch(answer -> answer.body().path("users").isEmpty());
  }

  private static boolean recovered(ChatClient client, long since) {
    return entries(client, since)
        .filter(Entry.Connected.class::isInstance)
        .map(Entry.Connected.class::cast)
        .allMatch(Entry.Connected::recovered);
  }

  private static Stream<Entry> entries(ChatClient client, long since) {
    return client.ledger().entries().stream().filter(entry -> entry.at() - since >= 0);
  }

  private static String ticket(int number) {
    return TICKETS.get(number % TICKETS.size());
  }

  private void enter(ChatClients some, String user, List<String> tickets) {
    var token = server.superAdminToken(user);
    var _ = some.client(ClientPlan.of(address, user, () -> token, tickets)).connect();
  }
}
