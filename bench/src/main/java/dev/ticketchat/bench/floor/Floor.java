package dev.ticketchat.bench.floor;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What all connections share. Any thread.
final class Floor {
  private final boolean oneLoop;
  private final Packets packets = new Packets();
  private final Rooms rooms = new Rooms(packets);
  private final Map<EventLoop, Turn> turns = new ConcurrentHashMap<>();

  Floor(int loops) {
    this.oneLoop = loops == 1;
  }

  /// Whether all connections are on the same event loop.
  boolean oneLoop() {
    return oneLoop;
  }

  Packets packets() {
    return packets;
  }

  Rooms rooms() {
    return rooms;
  }

  Turn turnOf(EventLoop loop) {
    return turns.computeIfAbsent(loop, Turn::new);
  }
}
