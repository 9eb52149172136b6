package dev.ticketchat.bench.load;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A user in its room: what it sent and asked for, and what came of it.
final class Member {
  private final Room room;
  private final int index;
  private final int number;
  private @Nullable Connection connection;
  private int sent;
  private int delivered;
  private int refused;
  private int received;

  /// @param index its connection's number
  /// @param number its own in the room
  Member(Room room, int index, int number) {
    this.room = room;
    this.index = index;
    this.number = number;
  }

  Room room() {
    return room;
  }

  int index() {
    return index;
  }

  int number() {
    return number;
  }

  /// Its connection, while it is in its room.
  Optional<Connection> connection() {
    return Optional.ofNullable(connection);
  }

  boolean present() {
    return connection != null;
  }

  void enter(Connection by) {
    connection = by;
    room.onEntered();
  }

  void leave() {
    connection = null;
    room.onLeft();
  }

  /// It sends one more.
  ///
  /// @return the message's number among its own
  int onSent() {
    room.onSent();
    return sent++;
  }

  void onDelivered() {
    delivered++;
  }

  void onRefused() {
    refused++;
  }

  void onReceived() {
    received++;
  }

  int sent() {
    return sent;
  }

  /// Its messages that have no answer yet.
  int underWay() {
    return sent - delivered - refused;
  }

  /// Its messages that never came back to it.
  int lost() {
    return sent - delivered;
  }

  /// Messages of the room that it received, its own among them.
  int received() {
    return received;
  }
}
