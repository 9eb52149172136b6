package dev.ticketchat.bench.suite;

import dev.ticketchat.bench.process.Peer;
import dev.ticketchat.bench.process.Peer.Durability;
import dev.ticketchat.bench.report.Tone;

/// The servers that are compared.
final class Peers {
  static final Peer TICKETCHAT = new Peer.Ticketchat();
  static final Peer NODE_FULL = new Peer.Node(Durability.FULL);
  static final Peer NODE_GROUPED = new Peer.Node(Durability.GROUPED);
  static final Peer NODE_NORMAL = new Peer.Node(Durability.NORMAL);
  static final Peer NETTY_FLOOR = new Peer.NettyFloor(false);
  static final Peer NETTY_STOCK = new Peer.NettyFloor(true);
  static final Peer C_FLOOR = new Peer.EpollFloor();

  private Peers() {}

  static Tone tone(Peer peer) {
    return switch (peer) {
      case Peer.Ticketchat() -> Tone.OURS;
      case Peer.Node(var durability) ->
          durability == Durability.FULL ? Tone.NODE : Tone.NODE_AT_EASE;
      case Peer.NettyFloor(_), Peer.EpollFloor() -> Tone.FLOOR;
    };
  }
}
