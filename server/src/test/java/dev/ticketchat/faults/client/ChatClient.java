package dev.ticketchat.faults.client;

import dev.ticketchat.faults.ledger.Entry;
import dev.ticketchat.faults.ledger.Ledger;
import dev.ticketchat.faults.ledger.Told;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One user at one page. Methods may be called from any thread and do not block; all else happens
/// on its event loop, as does what waits for its futures.
public final class ChatClient implements AutoCloseable {
  private static final int PAGE = 30;

  private final ClientPlan plan;
  private final EventLoop loop;
  private final JsonMapper json;
  private final Ledger ledger;
  private final Requests requests;
  private final CompletableFuture<ChatClient> firstReady = new CompletableFuture<>();

  /// Messages without an answer, by their texts, in the order sent.
  private final Map<String, Outgoing> outbox = new LinkedHashMap<>();

  /// Events that came before CONNECT.
  private final List<JsonNode> early = new ArrayList<>();

  private @Nullable Line line;
  private @Nullable Future<?> silence;
  private Optional<String> pid = Optional.empty();
  private Optional<String> offset = Optional.empty();
  private Duration patience = Duration.ofSeconds(45);
  private Duration delay;
  private long heard;
  private boolean connected;
  private int joining;
  private boolean offline;

  /// Whether it was ready once since it last began afresh.
  private boolean entered;

  private volatile boolean ready;
  private volatile boolean closed;
  private volatile BiConsumer<String, JsonNode> listener = (_, _) -> {};

  private record Outgoing(
      String ticket, String text, ObjectNode payload, CompletableFuture<Answer> answer) {}

  ChatClient(ClientPlan plan, EventLoop loop, JsonMapper json) {
    this.plan = plan;
    this.loop = loop;
    this.json = json;
    this.delay = plan.firstDelay();
    this.ledger = new Ledger(plan.name());
    this.requests = new Requests(loop, ledger, plan.answerWithin());
  }

  /// Connects, and stays connected. The future is done when it is first [#ready].
  public CompletableFuture<ChatClient> connect() {
    loop.execute(this::open);
    return firstReady;
  }

  public String name() {
    return plan.name();
  }

  public Ledger ledger() {
    return ledger;
  }

  /// Whether it is signed in and in its tickets' rooms.
  public boolean ready() {
    return ready;
  }

  /// Tells of each event that the server sends, by name and first argument, on the event loop.
  public void listen(BiConsumer<String, JsonNode> onEvent) {
    listener = onEvent;
  }

  /// Sends a message, again after each connection that ends before the answer. The text is also the
  /// `clientMessageId`: sending a text again is a retry.
  public CompletableFuture<Answer> send(String ticket, String text) {
    return send(ticket, text, json.createObjectNode());
  }

  /// As [#send], with more fields.
  public CompletableFuture<Answer> send(String ticket, String text, ObjectNode fields) {
    var payload = fields.put("ticketId", ticket).put("message", text).put("clientMessageId", text);
    var outgoing = new Outgoing(ticket, text, payload, new CompletableFuture<>());
    loop.execute(() -> {
      outbox.put(text, outgoing);
      if (ready) {
        transmit(outgoing);
      }
    });
    return outgoing.answer;
  }

  /// Any other request, once. The future fails when the connection ends before the answer, or there
  /// is none.
  public CompletableFuture<Answer> request(String event, ObjectNode payload) {
    var answer = new CompletableFuture<Answer>();
    loop.execute(() ->
        request(
            event,
            payload,
            acknowledgement -> answer.complete(Answer.of(acknowledgement)),
            () -> answer.completeExceptionally(new IllegalStateException("the connection ended"))));
    return answer;
  }

  /// An event that asks for no answer; dropped where there is no connection.
  public void emit(String event, ObjectNode payload) {
    loop.execute(() -> {
      if (connected) {
        send("42" + array(event, payload));
      }
    });
  }

  /// Joins a ticket beside those of its plan, until the connection ends.
  public CompletableFuture<Answer> join(String ticket) {
    return request("join_ticket", ticket(ticket))
        .thenApply(answer -> {
          if (answer.ok()) {
            ledger.add(new Entry.Joined(now(), ticket));
          }
          return answer;
        });
  }

  public CompletableFuture<Answer> leave(String ticket) {
    return request("leave_ticket", ticket(ticket))
        .thenApply(answer -> {
          ledger.add(new Entry.Left(now(), ticket));
          return answer;
        });
  }

  /// Loads the newest page.
  public CompletableFuture<Answer> load(String ticket) {
    return request("get_messages", ticket(ticket).put("limit", PAGE))
        .thenApply(answer -> {
          loaded(ticket, answer.body());
          return answer;
        });
  }

  /// Ends the connection without a word; it comes back.
  public void cut() {
    loop.execute(() -> {
      if (line != null) {
        line.cut("cut");
      }
    });
  }

  /// Closes the socket, for one that is to be [#cut]: thousands of these take a moment, and what
  /// there is to do about them can follow.
  void drop() {
    loop.execute(() -> {
      if (line != null) {
        line.drop();
      }
    });
  }

  /// Ends the connection without a word, and stays away until it is told to come back.
  public void goOffline() {
    loop.execute(() -> {
      offline = true;
      if (line != null) {
        line.cut("offline");
      }
    });
  }

  /// Comes back after [#goOffline].
  public void goOnline() {
    loop.execute(() -> {
      offline = false;
      open();
    });
  }

  /// Stops to read what the server sends, or goes on.
  public void read(boolean reading) {
    loop.execute(() -> {
      if (line != null) {
        line.read(reading);
      }
    });
  }

  /// Ends the connection for good. What has no answer yet stays without one.
  @Override
  public void close() {
    closed = true;
    loop.execute(() -> {
      if (line != null) {
        line.cut("closed");
      }
    });
  }

  /// A ticket's id as a payload, to be added to.
  public ObjectNode ticket(String id) {
    return json.createObjectNode().put("ticketId", id);
  }

  // --- the connection

  private void open() {
    if (!closed && !offline) {
      Line.open(loop, plan.server().get(), new Wire());
    }
  }

  private final class Wire implements Line.Owner {
    @Override
    public void onFrame(Line from, String text) {
      heard = now();
      switch (text.charAt(0)) {
        case '0' -> onOpen(from, json.readTree(text.substring(1)));
        case '2' -> from.send("3");
        case '4' -> onPacket(from, text);
        case '1' -> from.cut("told to close");
        default -> {}
      }
    }

    @Override
    public void onGone(Line from, String why) {
      onLineGone(why);
    }
  }

  private void onOpen(Line opened, JsonNode handshake) {
    line = opened;
    patience =
        Duration.ofMillis(
            handshake.path("pingInterval").asInt() + handshake.path("pingTimeout").asInt());
    watchSilence();
    var auth = json.createObjectNode();
    if (plan.recovering() && offset.isPresent()) {
      pid.ifPresent(known -> auth.put("pid", known).put("offset", offset.orElse("")));
    }
    if (plan.signIn() == ClientPlan.SignIn.IN_CONNECT) {
      auth.put("token", plan.token().get());
    }
    opened.send("40" + auth);
  }

  private void onLineGone(String why) {
    var known = line != null;
    line = null;
    ready = false;
    connected = false;
    early.clear();
    stopWatching();
    if (known) {
      ledger.add(new Entry.Disconnected(now(), why));
    }
    requests.lose();
    if (!closed && !offline) {
      var jitter = ThreadLocalRandom.current().nextDouble(0.5, 1.5);
      var _ = loop.schedule(this::open, (long) (delay.toMillis() * jitter), TimeUnit.MILLISECONDS);
      var twice = delay.multipliedBy(2);
      delay = twice.compareTo(plan.longestDelay()) < 0 ? twice : plan.longestDelay();
    }
  }

  private void watchSilence() {
    var left = patience.toNanos() - (now() - heard);
    if (left <= 0 && line != null) {
      line.cut("ping timeout");
    } else {
      silence = loop.schedule(this::watchSilence, left, TimeUnit.NANOSECONDS);
    }
  }

  private void stopWatching() {
    if (silence != null) {
      silence.cancel(false);
      silence = null;
    }
  }

  // --- packets

  private void onPacket(Line from, String text) {
    switch (text.charAt(1)) {
      case '0' -> onConnect(json.readTree(text.substring(2)));
      case '1' -> {
        ledger.add(new Entry.Dismissed(now()));
        closed = true; // as the official client
        from.cut("dismissed");
      }
      case '2' -> {
        var event = json.readTree(text.substring(2));
        if (connected) {
          onEvent(event);
        } else {
          early.add(event);
        }
      }
      case '3' -> {
        var bracket = text.indexOf('[');
        requests.answer(
            Integer.parseInt(text.substring(2, bracket)),
            json.readTree(text.substring(bracket)).path(0));
      }
      case '4' -> from.cut("connect error: " + text);
      default -> from.cut("unexpected packet");
    }
  }

  private void onConnect(JsonNode payload) {
    var given = payload.path("pid").asStringOpt();
    var recovered = plan.recovering() && given.isPresent() && given.equals(pid);
    pid = given;
    connected = true;
    entered &= recovered;
    ledger.add(new Entry.Connected(now(), recovered));
    early.forEach(this::onEvent);
    early.clear();
    if (plan.signIn() == ClientPlan.SignIn.BY_EVENT) {
      var token = json.createObjectNode().put("token", plan.token().get());
      request("authenticate", token, this::onSignedIn, () -> {});
    } else if (recovered) {
      enterAll();
    } // else `authenticated` follows
  }

  private void onSignedIn(JsonNode answer) {
    if (answer.path("ok").booleanValue(false)) {
      enterAll();
    } else {
      cutNow("not signed in: " + answer);
    }
  }

  private void onEvent(JsonNode event) {
    var last = event.path(event.size() - 1);
    if (pid.isPresent() && event.size() > 1 && last.isString()) {
      offset = last.asStringOpt();
    }
    var name = event.path(0).asString();
    var first = event.path(1);
    if (name.equals("new_message")) {
      ledger.add(new Entry.Shown(now(), Told.of(first.path("data"))));
    } else if (name.equals("authenticated")
        && plan.signIn() == ClientPlan.SignIn.IN_CONNECT
        && !ready
        && joining == 0) {
      enterAll();
    }
    listener.accept(name, first);
  }

  /// Joins and loads all of its tickets, unless it was recovered after it had.
  private void enterAll() {
    if (entered || plan.tickets().isEmpty()) {
      onReady();
    } else {
      joining = plan.tickets().size();
      plan.tickets().forEach(this::enter);
    }
  }

  private void enter(String ticket) {
    request(
        "join_ticket",
        ticket(ticket),
        joined -> {
          if (joined.path("ok").booleanValue(false)) {
            ledger.add(new Entry.Joined(now(), ticket));
            request(
                "get_messages",
                ticket(ticket).put("limit", PAGE),
                page -> {
                  loaded(ticket, page);
                  if (!page.path("ok").booleanValue(false)) {
                    cutNow("not loaded: " + page);
                  } else if (--joining == 0) {
                    onReady();
                  }
                },
                () -> joining = 0);
          } else {
            cutNow("not joined: " + joined);
          }
        },
        () -> joining = 0);
  }

  private void loaded(String ticket, JsonNode page) {
    if (page.path("ok").booleanValue(false)) {
      var messages = new ArrayList<Told>();
      page.path("messages").forEach(message -> messages.add(Told.of(message)));
      ledger.add(new Entry.Loaded(now(), ticket, messages));
    }
  }

  private void onReady() {
    ready = true;
    entered = true;
    delay = plan.firstDelay();
    List.copyOf(outbox.values()).forEach(this::transmit);
    firstReady.complete(this);
  }

  // --- requests

  private void transmit(Outgoing message) {
    ledger.add(new Entry.Sent(now(), message.ticket, message.text));
    request("send_message", message.payload, answer -> onAnswer(message, answer), () -> {});
  }

  private void onAnswer(Outgoing message, JsonNode acknowledgement) {
    var answer = Answer.of(acknowledgement);
    outbox.remove(message.text, message);
    ledger.add(
        answer.ok()
            ? new Entry.Acknowledged(now(), Told.of(acknowledgement.path("message")))
            : new Entry.Refused(now(), message.ticket, message.text, answer.code()));
    message.answer.complete(answer);
  }

  private void request(
      String event, ObjectNode payload, Consumer<JsonNode> onAnswer, Runnable onLost) {
    if (connected) {
      send("42" + requests.expect(event, onAnswer, onLost) + array(event, payload));
    } else {
      onLost.run();
    }
  }

  private void send(String packet) {
    if (line != null) {
      line.send(packet);
    }
  }

  private void cutNow(String why) {
    if (line != null) {
      line.cut(why);
    }
  }

  private String array(String event, ObjectNode payload) {
    return json.createArrayNode().add(event).add(payload).toString();
  }

  private static long now() {
    return System.nanoTime();
  }
}
