package dev.ticketchat.bench.load;

import java.util.List;
import java.util.Locale;

/// The events of the server that matter here, the most frequent first.
enum ServerEvent {
  NEW_MESSAGE,
  MESSAGES_LOADED,
  AUTHENTICATED,
  JOINED_TICKET,
  AUTHENTICATION_ERROR,
  JOIN_TICKET_ERROR,
  SEND_MESSAGE_ERROR,
  MESSAGES_ERROR,
  /// Any other: who is online, who came.
  OTHER;

  private static final List<ServerEvent> ALL = List.of(values());

  private final String start = "[\"%s\"".formatted(name().toLowerCase(Locale.ROOT));

  /// The event of a packet's JSON.
  static ServerEvent of(byte[] bytes, int from, int to) {
    for (var event : ALL) {
      if (Bytes.startsWith(bytes, from, to, event.start)) {
        return event;
      }
    }
    return OTHER;
  }
}
