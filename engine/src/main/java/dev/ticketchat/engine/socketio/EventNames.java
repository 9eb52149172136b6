package dev.ticketchat.engine.socketio;

import java.util.Set;

/// The names that mean something to every Socket.IO client itself, so that no event may have them.
final class EventNames {
  private static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  private EventNames() {}

  static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  static String requireFree(String name) {
    if (isReserved(name)) {
      throw new IllegalArgumentException("The event name '" + name + "' is reserved");
    }
    return name;
  }
}
