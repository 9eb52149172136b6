package dev.ticketchat.engine.socketio;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Who is in which room of one namespace. A room exists while somebody is in it. The room of a
/// socket's own id is not kept here: the namespace knows its sockets by id.
///
/// Most rooms are small and there are many: few members are an immutable list, replaced at each
/// change; from [#MANY] on they are a concurrent set.
///
/// Safe for any thread. What is read while others join and leave is a view that was true for each
/// member at some time during the reading.
final class Rooms {
  private static final int MANY = 9;

  private final ConcurrentHashMap<String, Collection<Socket>> members = new ConcurrentHashMap<>();

  void join(String room, Socket socket) {
    members.compute(room, (_, before) -> with(before, socket));
  }

  void leave(String room, Socket socket) {
    members.computeIfPresent(room, (_, before) -> without(before, socket));
  }

  Collection<Socket> in(String room) {
    return members.getOrDefault(room, List.of());
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  private static Collection<Socket> with(@Nullable Collection<Socket> before, Socket socket) {
    if (before == null) {
      return List.of(socket);
    }
    if (before instanceof Set) {
      before.add(socket);
      return before;
    }
    if (before.contains(socket)) {
      return before;
    }
    var after = new ArrayList<>(before);
    after.add(socket);
    return after.size() < MANY ? List.copyOf(after) : concurrent(after);
  }

  private static @Nullable Collection<Socket> without(Collection<Socket> before, Socket socket) {
    if (before instanceof Set) {
      before.remove(socket);
      return before.isEmpty() ? null : before;
    }
    var after = before.stream().filter(member -> member != socket).toList();
    return after.isEmpty() ? null : after;
  }

  private static Set<Socket> concurrent(Collection<Socket> members) {
    Set<Socket> set = ConcurrentHashMap.newKeySet();
    set.addAll(members);
    return set;
  }
}
