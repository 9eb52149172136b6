package dev.ticketchat.bench.load;

import java.util.Locale;

/// What the users do once they are in their rooms.
enum Scenario {
  /// Nothing: they answer pings.
  CONNECT,
  /// They send text messages.
  CHAT,
  /// They load the newest page of their ticket's history.
  HISTORY,
  /// They send messages with a file each.
  UPLOAD;

  /// Whether messages are what is counted.
  boolean sendsMessages() {
    return this == CHAT || this == UPLOAD;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
