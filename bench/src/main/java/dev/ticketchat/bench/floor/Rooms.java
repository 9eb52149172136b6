package dev.ticketchat.bench.floor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The rooms that somebody is in. Any thread.
final class Rooms {
  private final Packets packets;
  private final Map<String, Room> rooms = new ConcurrentHashMap<>();

  Rooms(Packets packets) {
    this.packets = packets;
  }

  Room enter(String ticket, Line line) {
    return rooms.compute(
        ticket,
        (_, there) -> {
          var room = there == null ? new Room(ticket, packets) : there;
          room.enter(line);
          return room;
        });
  }

  void leave(Room room, Line line) {
    rooms.computeIfPresent(
        room.ticket(),
        (_, there) -> {
          there.leave(line);
          return there.isEmpty() ? null : there;
        });
  }
}
