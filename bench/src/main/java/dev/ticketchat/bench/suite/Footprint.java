package dev.ticketchat.bench.suite;

import dev.ticketchat.bench.process.Jvm;
import dev.ticketchat.bench.process.Peer;
import dev.ticketchat.bench.process.ProcStat;
import dev.ticketchat.bench.process.Server;
import java.util.Optional;

/// The memory of a server with some connections.
///
/// @param residentBytes pages that are in memory
/// @param heapBytes objects that are still needed; only a JVM says so
record Footprint(int connections, double residentBytes, Optional<Double> heapBytes) {

  /// Collects garbage first, where the server can be told to.
  static Footprint of(Server server, int connections) throws InterruptedException {
    var heap =
        runsOnJvm(server.peer())
            ? Optional.of((double) new Jvm(server.pid()).liveHeap())
            : Optional.<Double>empty();
    return new Footprint(connections, ProcStat.of(server.pid()).residentBytes(), heap);
  }

  private static boolean runsOnJvm(Peer peer) {
    return switch (peer) {
      case Peer.Ticketchat(), Peer.NettyFloor(_) -> true;
      case Peer.Node(_), Peer.EpollFloor() -> false;
    };
  }
}
