package dev.ticketchat.engine.socketio;

import dev.ticketchat.engine.engineio.Encoded;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A namespace: its handlers and its sockets. Handlers are set before the server starts; each event
/// has one.
public final class Namespace {
  static final String MAIN = "/";

  private final String name;
  private final Shared shared;
  private final List<Middleware> middleware = new CopyOnWriteArrayList<>();
  private final List<Consumer<Socket>> connectHandlers = new CopyOnWriteArrayList<>();
  private final List<BiConsumer<Socket, String>> disconnectHandlers = new CopyOnWriteArrayList<>();
  private final ConcurrentHashMap<String, EventHandler> eventHandlers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Socket> sockets = new ConcurrentHashMap<>();

  /// On their way back, by their secret pids.
  private final ConcurrentHashMap<String, Socket> returning = new ConcurrentHashMap<>();

  private final Rooms rooms = new Rooms();
  private final AtomicLong nextAckId = new AtomicLong();
  private final Dispatch dispatch;
  private volatile Optional<Recovery> recovery = Optional.empty();

  Namespace(String name, Shared shared) {
    this.name = name;
    this.shared = shared;
    this.dispatch = new Dispatch(this);
  }

  /// With its leading slash.
  public String name() {
    return name;
  }

  /// Adds a check before a socket is connected.
  public Namespace use(Middleware check) {
    middleware.add(check);
    return this;
  }

  /// Called on the socket's virtual thread after CONNECT is on its way and before any event.
  /// Several handlers are called in the order they were added.
  public Namespace onConnect(Consumer<Socket> handler) {
    connectHandlers.add(handler);
    return this;
  }

  /// Handles an event.
  ///
  /// @throws IllegalArgumentException if the name is reserved or has its handler already
  public Namespace on(String event, EventHandler handler) {
    EventNames.requireFree(event);
    if (eventHandlers.putIfAbsent(event, handler) != null) {
      throw new IllegalArgumentException("The event '" + event + "' has its handler already");
    }
    return this;
  }

  /// Called once on the socket's virtual thread, after its last event, while its rooms are still
  /// there, with the reason in Socket.IO's words. Several handlers are called in the order they
  /// were added.
  public Namespace onDisconnect(BiConsumer<Socket, String> handler) {
    disconnectHandlers.add(handler);
    return this;
  }

  /// Has clients that come back recovered. Set before the server starts.
  public Namespace recoverWith(Recovery recovery) {
    this.recovery = Optional.of(recovery);
    return this;
  }

  /// A broadcast to these rooms; to the whole namespace if none is named.
  public Broadcast to(String... rooms) {
    return new Broadcast(this, List.of(), List.of()).to(rooms);
  }

  /// To every socket of the namespace.
  public void emit(String event, @Nullable Object... args) {
    to().emit(event, args);
  }

  /// The socket of that id, if it is connected or being recovered.
  public Optional<Socket> socket(String id) {
    return known(id).filter(Socket::reachable);
  }

  /// The socket of that id, be it that its disconnect handlers have not run yet.
  Optional<Socket> known(String id) {
    return Optional.ofNullable(sockets.get(id));
  }

  /// A socket is on its way back to a pid, until [#returned].
  ///
  /// @return the one that was before it
  Optional<Socket> returning(String pid, Socket socket) {
    return Optional.ofNullable(returning.put(pid, socket));
  }

  void returned(String pid, Socket socket) {
    returning.remove(pid, socket);
  }

  Shared shared() {
    return shared;
  }

  Optional<Recovery> recovery() {
    return recovery;
  }

  List<Middleware> middleware() {
    return middleware;
  }

  List<Consumer<Socket>> connectHandlers() {
    return connectHandlers;
  }

  List<BiConsumer<Socket, String>> disconnectHandlers() {
    return disconnectHandlers;
  }

  Optional<EventHandler> handler(String event) {
    return Optional.ofNullable(eventHandlers.get(event));
  }

  Collection<Socket> sockets() {
    return sockets.values();
  }

  Rooms rooms() {
    return rooms;
  }

  /// Who is in a room, the socket whose own room it is included.
  Collection<Socket> in(String room) {
    var members = rooms.in(room);
    var owner = sockets.get(room);
    if (owner == null) {
      return members;
    }
    if (members.isEmpty()) {
      return List.of(owner);
    }
    var all = new HashSet<>(members);
    all.add(owner);
    return all;
  }

  Dispatch dispatch() {
    return dispatch;
  }

  /// The offset is the event's last argument.
  Encoded encodeRecorded(long position, String event, @Nullable Object[] args) {
    var recorded = Arrays.copyOf(args, args.length + 1);
    recorded[args.length] = Long.toString(position);
    return shared.encoder().event(name, OptionalLong.empty(), event, recorded);
  }

  /// One counter for all sockets, so that a broadcast has the same id for each.
  long newAckId() {
    return nextAckId.getAndIncrement();
  }

  void add(Socket socket) {
    sockets.put(socket.id(), socket);
  }

  void remove(Socket socket) {
    sockets.remove(socket.id(), socket);
  }
}
