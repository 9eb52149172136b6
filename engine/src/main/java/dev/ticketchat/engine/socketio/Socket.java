package dev.ticketchat.engine.socketio;

import dev.ticketchat.engine.engineio.CloseReason;
import dev.ticketchat.engine.engineio.Encoded;
import dev.ticketchat.engine.http.Request;
import dev.ticketchat.engine.socketio.PacketAssembler.Extras;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// One client in one namespace.
///
/// Middleware and handlers run on the socket's virtual thread, one at a time, in the order the
/// packets came; a handler that blocks delays this socket alone. Methods may be called from any
/// thread and do not block. What one thread sends arrives in that order. Before CONNECT is on its
/// way (in middleware) and after the disconnect, nothing is sent.
public final class Socket {
  /// Events that may wait while a client is recovered; past it, it has to come once more.
  private static final int MOST_HELD = 1_000;

  private static final int FEW_ROOMS = 3;

  private volatile String id;
  private final Namespace namespace;
  private final Connection connection;
  private final Mailbox mailbox;

  /// Guards the state and what depends on it, and makes sending one step with looking at the state.
  private final Object lock = new Object();

  private volatile State state = State.CONNECTING;
  private volatile @Nullable JsonNode auth;
  private volatile @Nullable Object attachment;
  private volatile String pid;
  private volatile boolean recovered;
  private volatile boolean dismissed;
  private @Nullable List<String> rooms;
  private @Nullable PendingAcks acks;

  /// Of the last recorded event that was sent.
  private long position;

  /// What is sent while the client is recovered.
  private volatile @Nullable List<Held> held;

  /// @param position 0 for what is not recorded
  private record Held(long position, Encoded encoded) {}

  private enum State {
    /// Middleware is asked.
    CONNECTING,
    CONNECTED,
    /// Over, but the disconnect handlers have not run yet, and the rooms are still there.
    ENDED,
    GONE
  }

  Socket(Namespace namespace, Connection connection) {
    this.id = namespace.shared().newId();
    this.pid = namespace.recovery().isEmpty() ? "" : id + namespace.shared().newId();
    this.namespace = namespace;
    this.connection = connection;
    this.mailbox = namespace.shared().newMailbox(connection);
  }

  /// Public and random; not the session's secret `sid`. Also the name of a room that this socket is
  /// in as long as it lives.
  public String id() {
    return id;
  }

  /// What the client may come back with, where the namespace has a [Recovery]: a secret that it
  /// shares with this client alone, the same again after each recovery. Keep what identifies it,
  /// not the secret itself.
  public String pid() {
    return pid;
  }

  /// Whether the client was here before and got what it missed: `socket.recovered` on its side.
  public boolean recovered() {
    return recovered;
  }

  /// After the disconnect: whether the client may come back for its state. Not if the socket was
  /// ended, and not its transport.
  public boolean mayReturn() {
    return !dismissed;
  }

  public Namespace namespace() {
    return namespace;
  }

  /// The HTTP request that opened the session.
  public Request handshake() {
    return connection.session().handshake();
  }

  /// What the client gave as `auth`; an empty object if nothing.
  public JsonNode auth() {
    var given = auth;
    return given == null ? JsonNodeFactory.instance.objectNode() : given;
  }

  /// False in middleware, and as soon as either side has ended the socket or its transport.
  public boolean connected() {
    return state == State.CONNECTED;
  }

  /// Sends an event to this client. Arguments are anything that Jackson writes; `byte[]` anywhere
  /// inside travels as a binary attachment.
  ///
  /// @throws tools.jackson.core.JacksonException if an argument cannot be written; nothing is sent
  /// @throws IllegalArgumentException if the event's name is reserved
  public void emit(String event, @Nullable Object... args) {
    deliver(encode(OptionalLong.empty(), event, args));
  }

  /// As [#emit], but dropped if the transport would have to queue it.
  public void emitVolatile(String event, @Nullable Object... args) {
    deliverVolatile(encode(OptionalLong.empty(), event, args));
  }

  /// As [#emit], with an offset as the last argument, as a string: where in the application's log
  /// this client stands. It is `atLeast`, or the position of a later event that was sent before. A
  /// client that comes back with it has everything up to there.
  public void emitRecorded(long atLeast, String event, @Nullable Object... args) {
    synchronized (lock) {
      position = Math.max(position, atLeast);
      deliver(namespace.encodeRecorded(position, event, args));
    }
  }

  /// Sends an event and waits for the client's answer. The future fails with `TimeoutException`
  /// after `timeout`, and with `CancellationException` when the socket disconnects before. It
  /// completes on a thread of its own, so that a handler of this very socket may wait for it.
  public CompletableFuture<List<JsonNode>> emitWithAck(
      Duration timeout, String event, @Nullable Object... args) {
    long ackId = namespace.newAckId();
    return ask(ackId, encode(OptionalLong.of(ackId), event, args), timeout);
  }

  /// Joins a room, until [#leave] or the disconnect. Middleware may do so too. Joining twice is
  /// joining once; after the disconnect handlers ran it does nothing.
  public void join(String room) {
    synchronized (lock) {
      if (state == State.GONE || isIn(room)) {
        return;
      }
      if (rooms == null) {
        rooms = new ArrayList<>(FEW_ROOMS);
      }
      rooms.add(room);
      namespace.rooms().join(room, this);
    }
  }

  /// Leaves a room; its own a socket never leaves.
  public void leave(String room) {
    synchronized (lock) {
      if (rooms != null && rooms.remove(room)) {
        namespace.rooms().leave(room, this);
      }
    }
  }

  /// A snapshot of the rooms, the socket's own included. Empty after the disconnect handlers ran.
  public Set<String> rooms() {
    synchronized (lock) {
      var snapshot = new HashSet<>(rooms == null ? List.<String>of() : rooms);
      if (state != State.GONE) {
        snapshot.add(id);
      }
      return Set.copyOf(snapshot);
    }
  }

  /// A broadcast to these rooms without this socket; to the whole namespace if none is named.
  public Broadcast to(String... others) {
    return namespace.to(others).except(id);
  }

  /// Runs a task in the socket's mailbox, in order with its events. Dropped after the disconnect.
  /// Tasks count as queued packets do, and are never refused.
  public void execute(Runnable task) {
    mailbox.submit(() -> namespace.dispatch().task(this, task));
  }

  /// Vouches for this client: from now on its large messages count against the bounds of all blobs.
  /// Before, it may send one, within what all clients have together that nobody vouches for.
  public void trust() {
    connection.trust();
  }

  /// Runs a task on a virtual thread of its own, beside this socket's handlers. A server that ends
  /// waits for it as it does for a handler.
  public void runBeside(Runnable task) {
    mailbox.runBeside(task);
  }

  /// The application's own object for this socket, of the type that it was attached as.
  public <T> Optional<T> attachment(Class<T> type) {
    return Optional.ofNullable(attachment).filter(type::isInstance).map(type::cast);
  }

  /// Attaches one object, in place of any before.
  public void attach(Object object) {
    this.attachment = object;
  }

  /// Sends a Socket.IO DISCONNECT: the official client will not come back by itself. From here on
  /// no event is handled, not even one that waits; the transport and its other namespaces go on.
  /// Does nothing if the socket is not connected.
  public void disconnect() {
    synchronized (lock) {
      if (connected()) {
        dismissed = true;
        // Ended before the client knows: it may join again at once.
        end("server namespace disconnect", true);
        send(namespace.shared().encoder().disconnect(namespace.name()));
      }
    }
  }

  /// Closes the transport under the socket and under its siblings in other namespaces: the official
  /// client comes back. Events that came before are still handled.
  public void closeTransport() {
    connection.close(CloseReason.FORCED_CLOSE);
  }

  @Override
  public String toString() {
    return "Socket[" + namespace.name() + " " + id + "]";
  }

  // What comes from the client; on the session's event loop.

  void onConnect(Packet.Connect packet) {
    mailbox.submit(
        Mailbox.Task.of(
            packet.payload().text().length, () -> namespace.dispatch().connect(this, packet)));
  }

  void onEvent(Packet.Event packet, Extras extras) {
    mailbox.submit(
        new Mailbox.Task() {
          @Override
          public void run() {
            namespace.dispatch().event(Socket.this, packet, extras);
          }

          @Override
          public boolean isRequest() {
            return true;
          }

          @Override
          public void dropped() {
            extras.close();
          }

          @Override
          public int size() {
            return packet.payload().text().length + extras.size();
          }
        });
  }

  /// The client has read enough for its next event to be handled.
  void goOn() {
    mailbox.goOn();
  }

  /// An expected answer goes past the mailbox: a handler may be waiting for it.
  void onAck(Packet.Ack packet, Extras extras) {
    var asked = expected(packet.id());
    Runnable reading = () -> namespace.dispatch().ack(this, packet, extras, asked);
    if (asked.isPresent()) {
      namespace.shared().threads().newThread(reading).start();
    } else {
      mailbox.submit(Mailbox.Task.of(packet.payload().text().length + extras.size(), reading));
    }
  }

  /// Completes when nothing that came is waiting or being handled.
  CompletableFuture<Void> drain() {
    return mailbox.whenIdle();
  }

  /// The client left: what came before is handled, then nothing more.
  void leave() {
    dismissed = true;
    end("client namespace disconnect", false);
  }

  /// Its transport ended: what came before is handled, then nothing more.
  void end(CloseReason reason) {
    end(reason.words(), false);
  }

  boolean isConnecting() {
    return state == State.CONNECTING;
  }

  boolean isEnded() {
    return state == State.ENDED || state == State.GONE;
  }

  // Steps of the dispatch; on the socket's virtual thread.

  void authenticateWith(JsonNode given) {
    this.auth = given;
  }

  /// All checks passed. False if the client is not there any more.
  boolean enter() {
    synchronized (lock) {
      if (state != State.CONNECTING) {
        return false;
      }
      state = State.CONNECTED;
      connection.onJoined();
      // Known before the client knows: once it has heard CONNECT, it misses no broadcast. And what
      // is broadcast at this moment waits for the lock, so that CONNECT comes first.
      namespace.add(this);
      var encoder = namespace.shared().encoder();
      send(
          pid.isEmpty()
              ? encoder.connect(namespace.name(), id)
              : encoder.connect(namespace.name(), id, pid));
      release();
      return true;
    }
  }

  private void release() {
    var waiting = held;
    held = null;
    if (waiting != null) {
      waiting.forEach(event -> deliver(event.position(), event.encoded()));
    }
  }

  static String idOf(String pid) {
    return pid.substring(0, pid.length() / 2);
  }

  boolean resumeAs(String formerPid) {
    synchronized (lock) {
      if (state != State.CONNECTING || recovered) {
        return false;
      }
      id = idOf(formerPid);
      pid = formerPid;
      recovered = true;
      held = new ArrayList<>();
      namespace.add(this);
      return true;
    }
  }

  void replay(long at, String event, @Nullable Object[] args) {
    synchronized (lock) {
      if (held != null && at > position) {
        position = at;
        send(namespace.encodeRecorded(at, event, args));
      }
    }
  }

  /// Whether what is sent now reaches the client, at once or after what it missed.
  boolean reachable() {
    return connected() || held != null;
  }

  /// The client has come back over another connection.
  void giveWayTo(Socket successor) {
    if (connection != successor.connection) {
      closeTransport();
    }
  }

  /// Waits until nothing is left of it.
  boolean awaitGone(Duration longest) throws InterruptedException {
    var deadline = System.nanoTime() + longest.toNanos();
    synchronized (lock) {
      for (var left = longest.toNanos();
          left > 0 && state != State.GONE;
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
      return state == State.GONE;
    }
  }

  void refuse(Encoded why) {
    synchronized (lock) {
      if (state == State.CONNECTING) {
        connection.remove(this);
        send(why);
        end("refused", false);
      }
    }
  }

  /// The client broke the protocol with a packet of this socket.
  void breakOff(MalformedPacketException e) {
    end(CloseReason.PARSE_ERROR.words(), true);
    connection.onMalformed(e);
  }

  // What goes to the client; from any thread.

  void deliver(Encoded encoded) {
    deliver(0, encoded);
  }

  /// @param at the position of a recorded event, of which each is sent once; 0 for another
  void deliver(long at, Encoded encoded) {
    synchronized (lock) {
      if (held != null) {
        hold(new Held(at, encoded));
      } else if (connected() && (at == 0 || at > position)) {
        position = Math.max(position, at);
        send(encoded);
      }
    }
  }

  private void hold(Held event) {
    if (held != null && held.size() < MOST_HELD) {
      held.add(event);
    } else {
      connection.session().close(CloseReason.FORCED_CLOSE);
    }
  }

  void deliverVolatile(Encoded encoded) {
    synchronized (lock) {
      if (connected() && connection.session().writable()) {
        send(encoded);
      }
    }
  }

  CompletableFuture<List<JsonNode>> ask(long ackId, Encoded encoded, Duration timeout) {
    synchronized (lock) {
      if (!connected()) {
        return CompletableFuture.failedFuture(new CancellationException("disconnected"));
      }
      if (acks == null) {
        acks = new PendingAcks(namespace.shared());
      }
      var answer = acks.expect(ackId, timeout);
      send(encoded);
      return answer;
    }
  }

  boolean isIn(String room) {
    return room.equals(id) || namespace.rooms().in(room).contains(this);
  }

  private Encoded encode(OptionalLong ackId, String event, @Nullable Object[] args) {
    return namespace.shared().encoder().event(namespace.name(), ackId, event, args);
  }

  /// What a handler sends to its own client answers it, and what the client asks for next waits
  /// until it has read enough. All else is pushed, and a client that does not read is cut off.
  private void send(Encoded encoded) {
    if (mailbox.isCaller()) {
      connection.session().reply(encoded);
    } else {
      connection.session().send(encoded);
    }
  }

  private Optional<CompletableFuture<List<JsonNode>>> expected(long ackId) {
    synchronized (lock) {
      return acks == null ? Optional.empty() : acks.take(ackId);
    }
  }

  private void end(String reason, boolean dropWaiting) {
    synchronized (lock) {
      if (isEnded()) {
        return;
      }
      boolean wasThere = reachable();
      state = State.ENDED;
      held = null;
      Mailbox.Task last = () -> goodbye(reason, wasThere);
      if (dropWaiting) {
        mailbox.closeNow(last);
      } else {
        mailbox.close(last);
      }
      if (acks != null) {
        acks.cancelAll();
      }
    }
  }

  private void goodbye(String reason, boolean wasThere) {
    if (wasThere) {
      namespace.dispatch().disconnect(this, reason);
    }
    namespace.remove(this);
    synchronized (lock) {
      state = State.GONE;
      lock.notifyAll();
      if (rooms != null) {
        rooms.forEach(room -> namespace.rooms().leave(room, this));
        rooms = null;
      }
    }
  }
}
