package dev.ticketchat.bench.suite;

import static dev.ticketchat.bench.suite.Peers.NODE_FULL;
import static dev.ticketchat.bench.suite.Peers.TICKETCHAT;
import static dev.ticketchat.bench.suite.Rounds.Labels.SERVERS;

import dev.ticketchat.bench.process.Peer;
import dev.ticketchat.bench.report.Goal;
import dev.ticketchat.bench.report.Section;
import dev.ticketchat.bench.report.Unit;
import java.time.Duration;
import java.util.List;

/// How soon a server serves.
final class Start implements Run {
  private static final int ROUNDS = 5;
  private static final List<Peer> PEERS = List.of(TICKETCHAT, NODE_FULL);
  private static final double GOAL_SECONDS = 0.7;
  private static final Measure<Duration> UNTIL_READY =
      Measure.of("until ready", Unit.SECONDS, time -> time.toNanos() / 1e9);

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String summary() {
    return "time from the start of the process until it is ready";
  }

  @Override
  public Section run(Stand stand) throws InterruptedException {
    var rounds = Rounds.play(ROUNDS, PEERS, peer -> secondStart(stand, peer));
    return new Section(
        name(),
        "Start",
        """
        From the start of the process until it answers that it is ready, in a folder where it was \
        started once before, so that its database is there.\
        """,
        List.of(rounds.table("The second start", SERVERS, List.of(UNTIL_READY), NODE_FULL)),
        List.of(
            Goal.atMost(
                GOAL_SECONDS,
                "time until ready",
                Unit.SECONDS,
                rounds.figure(UNTIL_READY, TICKETCHAT))));
  }

  private static Duration secondStart(Stand stand, Peer peer) throws InterruptedException {
    try (var folder = stand.folder()) {
      stand.start(peer, folder).close();
      try (var second = stand.start(peer, folder)) {
        return second.startTime();
      }
    }
  }
}
