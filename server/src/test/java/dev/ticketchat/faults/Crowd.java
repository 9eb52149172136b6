package dev.ticketchat.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.faults.client.ChatClient;
import dev.ticketchat.faults.client.ChatClients;
import dev.ticketchat.faults.client.ClientPlan;
import dev.ticketchat.faults.ledger.Entry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Many users in tickets, five in each: its client and four super admins. Every other one signs in
/// by event. They come back with the delays of the official client.
final class Crowd implements AutoCloseable {
  private static final int IN_A_TICKET = 5;
  private static final int ENTERING_AT_ONCE = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final InetSocketAddress server;
  private final Tokens tokens;
  private final String name;
  private final int size;
  private final List<String> tickets;
  private final ChatClients clients;

  /// @param name what the ids of its users and tickets begin with
  Crowd(InetSocketAddress server, Tokens tokens, String name, int size) {
    this.server = server;
    this.tokens = tokens;
    this.name = name;
    this.size = size;
    this.tickets = IntStream.range(0, size / IN_A_TICKET).mapToObj(i -> name + "-T" + i).toList();
    this.clients = new ChatClients(1);
  }

  List<String> tickets() {
    return tickets;
  }

  ChatClients clients() {
    return clients;
  }

  /// Some super admins, the first in the first ticket and so on.
  List<ChatClient> admins(int count) {
    return clients.all().subList(tickets.size(), tickets.size() + count);
  }

  /// Opens the tickets, and has everybody in.
  void enter(Desk desk) throws Exception {
    desk.open(tickets, ticket -> user(tickets.indexOf(ticket)));
    var entering = new Semaphore(ENTERING_AT_ONCE);
    for (var i = 0; i < size; i++) {
      assertThat(entering.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      var _ = clients.client(plan(i)).connect().thenRun(entering::release);
    }
    assertThat(entering.tryAcquire(ENTERING_AT_ONCE, PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isTrue();
  }

  void cut() {
    cut(size);
  }

  /// The last ones.
  void cut(int count) {
    ChatClients.cut(clients.all().subList(size - count, size));
  }

  /// Whether all were told so since then, each time that they came.
  boolean recoveredSince(long nanoTime) {
    return recoveredSince(nanoTime, size);
  }

  /// As above, the last ones.
  boolean recoveredSince(long nanoTime, int count) {
    return clients.ready() == size
        && clients.all().subList(size - count, size).stream()
            .allMatch(client -> recovered(client, nanoTime));
  }

  /// How long after that moment each was connected again, the fastest first.
  List<Duration> returnsSince(long nanoTime) {
    return clients.ledgers().stream()
        .flatMapToLong(ledger ->
            ledger.entries().stream()
                .filter(entry -> entry instanceof Entry.Connected && entry.at() > nanoTime)
                .flatMapToLong(entry -> LongStream.of(entry.at() - nanoTime)))
        .sorted()
        .mapToObj(Duration::ofNanos)
        .toList();
  }

  @Override
  public void close() {
    clients.close();
  }

  private static boolean recovered(ChatClient client, long nanoTime) {
    var answers =
        client.ledger().entries().stream()
            .filter(entry -> entry.at() - nanoTime >= 0)
            .filter(Entry.Connected.class::isInstance)
            .map(Entry.Connected.class::cast)
            .toList();
    return !answers.isEmpty() && answers.stream().allMatch(Entry.Connected::recovered);
  }

  private ClientPlan plan(int number) {
    var isOwner = number < tickets.size();
    UnaryOperator<String> signing = isOwner ? tokens::client : tokens::superAdmin;
    var token = signing.apply(user(number));
    var ticket = tickets.get(number % tickets.size());
    var plan =
        ClientPlan.of(server, user(number), () -> token, List.of(ticket))
            .comingBackAfter(Duration.ofSeconds(1), Duration.ofSeconds(5));
    return number % 2 == 0 ? plan : plan.signingInByEvent();
  }

  private String user(int number) {
    return name + "-u" + number;
  }
}
