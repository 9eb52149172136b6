package dev.ticketchat.faults.client;

import static org.awaitility.Awaitility.await;

import dev.ticketchat.faults.ledger.Ledger;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import tools.jackson.databind.json.JsonMapper;

/// Many clients on a few threads. Closing it closes them; closing twice is closing once.
public final class ChatClients implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final JsonMapper json = new JsonMapper();
  private final EventLoopGroup loops;
  private final Queue<ChatClient> clients = new ConcurrentLinkedQueue<>();

  /// @param threads one carries some 20,000 messages a second
  public ChatClients(int threads) {
    loops =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("chat-clients", true), NioIoHandler.newFactory());
  }

  /// A new one, not connected yet.
  public ChatClient client(ClientPlan plan) {
    var client = new ChatClient(plan, loops.next(), json);
    clients.add(client);
    return client;
  }

  /// Connects clients named `u0`, `u1` and so on, each in the ticket of its number, where there are
  /// fewer tickets than clients. Returns when all are ready.
  ///
  /// @param plan of a name and its tickets
  public void enter(
      int count, List<String> tickets, BiFunction<String, List<String>, ClientPlan> plan) {
    for (var i = 0; i < count; i++) {
      var ticket = tickets.get(i % tickets.size());
      var _ = client(plan.apply("u" + i, List.of(ticket))).connect();
    }
    await().atMost(PATIENCE).until(() -> ready() == clients.size());
  }

  public List<ChatClient> all() {
    return List.copyOf(clients);
  }

  /// How many have joined all that they plan to, and can send.
  public int ready() {
    return (int) clients.stream().filter(ChatClient::ready).count();
  }

  /// Ends the connections of these without a word, all at once; they come back.
  public static void cut(Collection<ChatClient> some) {
    some.forEach(ChatClient::drop);
    some.forEach(ChatClient::cut);
  }

  /// Done when everything has come that the server sent to those that are connected: it answers
  /// them after that.
  public CompletableFuture<?> settle() {
    var answers =
        clients.stream().map(client -> client.request("ping", json.createObjectNode())).toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new));
  }

  public List<Ledger> ledgers() {
    return clients.stream().map(ChatClient::ledger).toList();
  }

  @Override
  public void close() {
    if (loops.isShuttingDown()) {
      return;
    }
    clients.forEach(ChatClient::close);
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
