package dev.ticketchat.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.faults.Talk;
import dev.ticketchat.faults.client.ChatClient;
import dev.ticketchat.faults.client.ChatClients;
import dev.ticketchat.faults.client.ClientPlan;
import dev.ticketchat.faults.ledger.Ledger;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// People of every kind at one server: who talk, come and go, read slowly, load history, type, send
/// files, use polling or plain HTTP, send nonsense, and whose connections break.
final class Crowd implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TALKERS = 60;
  private static final int SLOW = 3;

  private final String name;
  private final InetSocketAddress server;
  private final Function<String, String> token;
  private final List<String> tickets;
  private final ChatClients clients = new ChatClients(1);
  private final Talk talk = new Talk(Duration.ofMillis(700));
  private final Beat beat = new Beat();
  private final Uploads uploads;
  private final OldClients old;
  private final Nonsense nonsense;
  private final ChatClient wanderer;

  /// @param name its people's names begin with it
  /// @param token of a user
  Crowd(
      String name, InetSocketAddress server, Function<String, String> token, List<String> tickets) {
    this.name = name;
    this.server = server;
    this.token = token;
    this.tickets = tickets;
    this.uploads = new Uploads(server, clients.client(uploader(server)));
    this.old = new OldClients(name, server, token, tickets.getLast());
    this.nonsense = new Nonsense(server, client("joker", List.of()));
    this.wanderer = client("wanderer", List.of());
  }

  /// Enters and begins.
  void begin() {
    var talkers = new ArrayList<ChatClient>();
    for (var i = 0; i < TALKERS; i++) {
      talkers.add(client("u" + i, List.of(tickets.get(i % tickets.size()))));
    }
    var slow = new ArrayList<ChatClient>();
    for (var i = 0; i < SLOW; i++) {
      slow.add(client("slow" + i, List.of(tickets.get(i))));
    }
    clients
        .all()
        .forEach(client -> {
          var _ = client.connect();
        });
    await().atMost(PATIENCE).until(() -> clients.ready() == clients.all().size());
    talk.begin(talkers, tickets);
    beat.every(Duration.ofMillis(400), () -> any(talkers).cut());
    beat.every(Duration.ofSeconds(6), () -> slow.forEach(client -> client.read(false)));
    beat.every(Duration.ofSeconds(4), () -> slow.forEach(client -> client.read(true)));
    beat.every(Duration.ofMillis(300), this::wander);
    beat.every(Duration.ofMillis(200), () -> type(any(talkers)));
    beat.every(Duration.ofSeconds(1), () -> uploads.send(20_000));
    beat.every(Duration.ofSeconds(10), () -> uploads.send(5_000_000));
    beat.every(Duration.ofMillis(500), old::post);
    beat.every(Duration.ofMillis(250), nonsense::talk);
    beat.every(Duration.ofMillis(500), nonsense::knock);
    old.begin();
  }

  List<Ledger> ledgers() {
    var all = new ArrayList<>(clients.ledgers());
    all.addAll(old.ledgers());
    return all;
  }

  List<AssertionError> wrong() {
    return beat.wrong();
  }

  String figures() {
    return "%d other steps (%d met a break), %d files, %d messages by polling and HTTP, %d kinds of nonsense answered"
        .formatted(beat.done(), beat.failed(), uploads.count(), old.count(), nonsense.count());
  }

  /// Lets all finish what they began, and leave.
  void end() {
    beat.close();
    clients.all().forEach(client -> client.read(true));
    talk.stop();
    await().atMost(PATIENCE).until(() -> talk.open() == 0 && uploads.idle());
    old.close();
    close();
  }

  @Override
  public void close() {
    beat.close();
    talk.close();
    old.close();
    clients.close();
  }

  private ChatClient client(String user, List<String> joined) {
    var id = name + "-" + user;
    var signed = token.apply(id);
    var plan = ClientPlan.of(server, id, () -> signed, joined);
    return clients.client(
        switch (Math.floorMod(user.hashCode(), 3)) {
          case 0 -> plan.signingInByEvent();
          case 1 -> plan.withoutRecovery();
          default -> plan;
        });
  }

  /// Large files are on their way for longer than an answer may take.
  private ClientPlan uploader(InetSocketAddress server) {
    var id = name + "-uploader";
    return ClientPlan.of(server, id, () -> token.apply(id), List.of(tickets.getLast()))
        .waitingForAnswers(Duration.ofSeconds(60));
  }

  /// Into a ticket, a look around, and out again.
  private void wander() throws Exception {
    var ticket = any(tickets);
    assertThat(wanderer.join(ticket).get(10, TimeUnit.SECONDS).ok()).isTrue();
    assertThat(wanderer.load(ticket).get(10, TimeUnit.SECONDS).ok()).isTrue();
    assertThat(wanderer.leave(ticket).get(10, TimeUnit.SECONDS).ok()).isTrue();
  }

  private void type(ChatClient client) {
    var ticket = any(tickets);
    client.emit("typing_start", client.ticket(ticket));
    client.emit("typing_stop", client.ticket(ticket));
  }

  private static <T> T any(List<T> of) {
    return of.get(ThreadLocalRandom.current().nextInt(of.size()));
  }
}
