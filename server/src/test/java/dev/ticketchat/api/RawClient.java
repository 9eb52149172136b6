package dev.ticketchat.api;

import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Socket.IO client that sends exactly what a test says, over a WebSocket. Methods may be called
/// from any thread; waits end with a failure after ten seconds.
public final class RawClient implements AutoCloseable {

  /// An event that came, with its first argument.
  public record Event(String name, JsonNode payload) {}

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final ConcurrentHashMap<Integer, CompletableFuture<JsonNode>> asked =
      new ConcurrentHashMap<>();
  private final AtomicInteger nextAck = new AtomicInteger();
  private final CompletableFuture<Event> answer = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile boolean sentAway;
  private final RawWebSocket socket;
  private volatile String offset = "";
  private volatile List<Event> beforeConnect = List.of();
  private boolean cut;

  private RawClient(URI server) {
    socket = new RawWebSocket(server, this::received, this::ended);
  }

  /// Connects to the root namespace.
  public static RawClient connect(URI server) {
    var client = open(server, "");
    if (!client.answer().name().equals("connect")) {
      throw new AssertionError("refused: " + client.answer());
    }
    return client;
  }

  /// Asks to connect with these credentials; [#answer] says what came of it.
  public static RawClient open(URI server, String auth) {
    var client = new RawClient(server);
    client.frame("40" + auth);
    return client;
  }

  /// `connect` or `connect_error`, with what it carried.
  public Event answer() {
    return answer.orTimeout(10, TimeUnit.SECONDS).join();
  }

  /// What came before the answer to the CONNECT.
  public List<Event> beforeConnect() {
    return beforeConnect;
  }

  /// The last string that came as an event's last argument, as the official client remembers it.
  public String offset() {
    return offset;
  }

  /// Drops the connection without a word; what arrives later is not heard any more.
  public synchronized void cut() {
    cut = true;
    socket.close();
  }

  /// Sends an event whose arguments are given as JSON.
  public void emit(String event, String... args) {
    frame("42" + packet(event, args));
  }

  /// Sends an event and waits for its acknowledgement.
  public JsonNode ask(String event, String... args) {
    return later(event, args).orTimeout(10, TimeUnit.SECONDS).join();
  }

  /// Sends an event; the future is its acknowledgement.
  public CompletableFuture<JsonNode> later(String event, String... args) {
    var reply = new CompletableFuture<JsonNode>();
    frame("42" + idFor(reply) + packet(event, args));
    return reply;
  }

  /// As [#ask], with bytes where the arguments have the first placeholder.
  public JsonNode askWithBytes(byte[] bytes, String event, String... args) {
    var reply = new CompletableFuture<JsonNode>();
    frame("451-" + idFor(reply) + packet(event, args));
    frame(bytes);
    return reply.orTimeout(10, TimeUnit.SECONDS).join();
  }

  /// As [#emit], with bytes where the arguments have the first placeholder.
  public void emitWithBytes(byte[] bytes, String event, String... args) {
    frame("451-" + packet(event, args));
    frame(bytes);
  }

  private int idFor(CompletableFuture<JsonNode> reply) {
    var id = nextAck.getAndIncrement();
    asked.put(id, reply);
    if (isClosed()) {
      ended();
    }
    return id;
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  public List<JsonNode> all(String name) {
    return events.stream().filter(e -> e.name().equals(name)).map(Event::payload).toList();
  }

  /// The first event of that name, also if it came before.
  public JsonNode first(String name) {
    return count(name, 1).getFirst();
  }

  /// Waits for so many events of that name.
  public List<JsonNode> count(String name, int count) {
    await().pollDelay(Duration.ZERO).atMost(PATIENCE).until(() -> all(name).size() >= count);
    return all(name);
  }

  /// Forgets the events that came.
  public void forget() {
    events.clear();
  }

  /// Whether a Socket.IO DISCONNECT came, after which the official client stays away.
  public boolean wasSentAway() {
    return sentAway;
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  /// Waits for the server to close the transport.
  public void awaitClosed() {
    closed.orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    socket.close();
  }

  private void frame(String text) {
    socket.send(text);
  }

  private void ended() {
    closed.complete(null);
    asked.values().forEach(reply -> reply.completeExceptionally(new EOFException()));
  }

  private void frame(byte[] bytes) {
    socket.send(bytes);
  }

  private static String packet(String event, String... args) {
    var parts = new ArrayList<String>();
    parts.add(JSON.writeValueAsString(event));
    parts.addAll(List.of(args));
    return "[" + String.join(",", parts) + "]";
  }

  private synchronized void received(String text) {
    var body = text.length() > 2 ? text.substring(2) : "";
    if (cut) {
      return;
    }
    if (text.equals("2")) {
      frame("3");
    } else if (text.startsWith("40")) {
      beforeConnect = events();
      answer.complete(new Event("connect", JSON.readTree(body)));
    } else if (text.startsWith("41")) {
      sentAway = true;
    } else if (text.startsWith("44")) {
      answer.complete(new Event("connect_error", JSON.readTree(body)));
    } else if (text.startsWith("42")) {
      var args = JSON.readTree(body);
      events.add(new Event(args.path(0).stringValue(), args.path(1)));
      var last = args.path(args.size() - 1);
      offset = last.isString() && args.size() > 1 ? last.stringValue() : offset;
    } else if (text.startsWith("43")) {
      var bracket = body.indexOf('[');
      var id = Integer.parseInt(body.substring(0, bracket));
      Optional.ofNullable(asked.remove(id))
          .orElseThrow(() -> new AssertionError("acknowledged twice: " + text))
          .complete(JSON.readTree(body.substring(bracket)).path(0));
    }
  }
}
