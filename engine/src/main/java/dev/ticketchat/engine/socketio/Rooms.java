package dev.ticketchat.engine.socketio;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who is in which room of one namespace. A room exists while somebody is in it. The room of a
/// socket's own id is not kept here: the namespace knows its sockets by id.
///
/// Safe for any thread. What is read while others join and leave is a view that was true for each
/// member at some time during the reading.
final class Rooms {
  private final ConcurrentHashMap<String, Set<Socket>> members = new ConcurrentHashMap<>();

  void join(String room, Socket socket) {
    members.compute(
        room,
        (name, sockets) -> {
          var joined = sockets == null ? ConcurrentHashMap.<Socket>newKeySet(2) : sockets;
          joined.add(socket);
          return joined;
        });
  }

  void leave(String room, Socket socket) {
    members.computeIfPresent(
        room,
        (name, sockets) -> {
          sockets.remove(socket);
          return sockets.isEmpty() ? null : sockets;
        });
  }

  Set<Socket> in(String room) {
    return members.getOrDefault(room, Set.of());
  }

  boolean isEmpty() {
    return members.isEmpty();
  }
}
