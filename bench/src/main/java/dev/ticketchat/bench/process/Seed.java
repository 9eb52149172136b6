package dev.ticketchat.bench.process;

import java.nio.file.Path;
import java.time.Duration;

/// A history that is in a database before its server starts: tickets `t0`, `t1`, … of two members
/// each, as [Crowd] numbers them, who wrote in turn. The first ticket has its messages among those
/// of all others, as time would mix them.
///
/// @param messages of all tickets
/// @param tickets how many
/// @param first messages of `t0`
public record Seed(int messages, int tickets, int first) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// Fills a database that its server made in this folder and left.
  public void fill(Peer peer, Installation installation, Path data) throws InterruptedException {
    switch (peer) {
      case Peer.Ticketchat() -> TicketchatSeed.fill(this, data.resolve("ticketchat.db"));
      case Peer.Node(_) -> runNode(installation, data);
      case Peer.NettyFloor(_), Peer.EpollFloor() ->
          throw new BenchFailure("%s keeps no history.".formatted(peer.title()));
    }
  }

  private void runNode(Installation installation, Path data) throws InterruptedException {
    Child.run(
        PATIENCE,
        "node",
        installation.file("bench/peers/node/seed.mjs"),
        "--data-dir",
        data.toString(),
        "--messages",
        Integer.toString(messages),
        "--tickets",
        Integer.toString(tickets),
        "--first",
        Integer.toString(first));
  }
}
