package dev.ticketchat.engine.socketio;

import dev.ticketchat.engine.engineio.Encoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A set of sockets by rooms: those in any of the rooms, less those in any of the excepted ones.
/// Immutable; methods that narrow or widen return another. The set is looked up at each call; an
/// event is encoded once, and each socket gets it at most once.
///
/// Safe for any thread. What one thread broadcasts arrives at each socket in that order. What
/// cannot be encoded throws Jackson's exception, and reaches nobody.
public final class Broadcast {
  private static final int FEW = 8;

  private final Namespace namespace;
  private final List<String> rooms;
  private final List<String> excepted;

  /// To these rooms, less the excepted ones.
  ///
  /// @param rooms none for the whole namespace
  Broadcast(Namespace namespace, List<String> rooms, List<String> excepted) {
    this.namespace = namespace;
    this.rooms = rooms;
    this.excepted = excepted;
  }

  /// Also these rooms.
  public Broadcast to(String... more) {
    return new Broadcast(namespace, union(rooms, more), excepted);
  }

  /// Without those in any of these rooms.
  public Broadcast except(String... more) {
    return new Broadcast(namespace, rooms, union(excepted, more));
  }

  public void emit(String event, @Nullable Object... args) {
    var encoded = encode(OptionalLong.empty(), event, args);
    forEach(socket -> socket.deliver(encoded));
  }

  /// An event that stands in the application's log: see [Socket#emitRecorded]. A socket that got
  /// this position or a later one before is left out.
  public void emitRecorded(long position, String event, @Nullable Object... args) {
    var encoded = namespace.encodeRecorded(position, event, args);
    forEach(socket -> socket.deliver(position, encoded));
  }

  /// Dropped for each socket whose transport would have to queue it.
  public void emitVolatile(String event, @Nullable Object... args) {
    var encoded = encode(OptionalLong.empty(), event, args);
    forEach(socket -> socket.deliverVolatile(encoded));
  }

  /// Completes, on a thread of its own, with one list of arguments for each socket that answered
  /// within `timeout`, as soon as all have answered or can answer no more.
  public CompletableFuture<List<List<JsonNode>>> emitWithAck(
      Duration timeout, String event, @Nullable Object... args) {
    long id = namespace.newAckId();
    var encoded = encode(OptionalLong.of(id), event, args);
    var answers = sockets().stream().map(socket -> socket.ask(id, encoded, timeout)).toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .handle((all, failure) ->
            answers.stream()
                .filter(answer -> !answer.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .toList());
  }

  /// A snapshot of the sockets meant.
  public Collection<Socket> sockets() {
    var sockets = new LinkedHashSet<Socket>();
    forEach(sockets::add);
    return Set.copyOf(sockets);
  }

  public void join(String room) {
    forEach(socket -> socket.join(room));
  }

  public void leave(String room) {
    forEach(socket -> socket.leave(room));
  }

  private Encoded encode(OptionalLong ackId, String event, @Nullable Object[] args) {
    return namespace.shared().encoder().event(namespace.name(), ackId, event, args);
  }

  private void forEach(Consumer<Socket> action) {
    for (var socket : candidates()) {
      if (socket.reachable() && (excepted.isEmpty() || excepted.stream().noneMatch(socket::isIn))) {
        action.accept(socket);
      }
    }
  }

  private Collection<Socket> candidates() {
    if (rooms.isEmpty()) {
      return namespace.sockets();
    }
    if (rooms.size() == 1) {
      return namespace.in(rooms.getFirst());
    }
    return union();
  }

  /// Most unions are of one small room and a socket: those need no set.
  private Collection<Socket> union() {
    Collection<Socket> union = new ArrayList<>(FEW);
    for (var room : rooms) {
      for (var socket : namespace.in(room)) {
        if (union instanceof Set || !union.contains(socket)) {
          union.add(socket);
        }
        if (union.size() == FEW && !(union instanceof Set)) {
          union = new LinkedHashSet<>(union);
        }
      }
    }
    return union;
  }

  private static List<String> union(List<String> names, String[] more) {
    if (names.isEmpty()) {
      return List.of(more);
    }
    var union = new ArrayList<>(names);
    union.addAll(List.of(more));
    return List.copyOf(union);
  }
}
