package dev.ticketchat.bench.suite;

import static dev.ticketchat.bench.suite.Measure.CONNECTS;
import static dev.ticketchat.bench.suite.Measure.CONNECT_CPU;
import static dev.ticketchat.bench.suite.Peers.NODE_FULL;
import static dev.ticketchat.bench.suite.Peers.TICKETCHAT;
import static dev.ticketchat.bench.suite.Rounds.Labels.SERVERS;

import dev.ticketchat.bench.process.Crowd;
import dev.ticketchat.bench.process.Load;
import dev.ticketchat.bench.process.Peer;
import dev.ticketchat.bench.report.Section;
import java.util.List;

/// How fast users come in.
final class Connect implements Run {
  /// It takes some tens of thousands of sign-ins until the JVM has compiled what they need.
  private static final int WARM_UP = 12;

  private static final int ROUNDS = 3;
  private static final List<Peer> PEERS = List.of(TICKETCHAT, NODE_FULL);
  private static final Crowd CROWD = Crowd.of(4_000, 2);

  @Override
  public String name() {
    return "connect";
  }

  @Override
  public String summary() {
    return "users per second that connect, sign in and join";
  }

  @Override
  public Section run(Stand stand) throws InterruptedException {
    try (var fleet = stand.fleet(PEERS, CROWD)) {
      var load = Load.connect(CROWD).with("hold", 0);
      var rounds =
          Rounds.play(WARM_UP + ROUNDS, PEERS, peer -> stand.load(fleet.of(peer), load))
              .without(WARM_UP);
      var ours = new Ours(rounds, "%,d users".formatted(CROWD.connections()));
      return new Section(
          name(),
          "Sign-in",
          """
          %,d users, 256 of them at a time: TCP, HTTP upgrade, Engine.IO and Socket.IO handshake, \
          a token to check, a ticket to join.\
          """
              .formatted(CROWD.connections()),
          List.of(rounds.table("Sign-ins", SERVERS, List.of(CONNECTS, CONNECT_CPU), NODE_FULL)),
          List.of(ours.atLeast(4, CONNECTS, NODE_FULL)));
    }
  }
}
