package dev.ticketchat.bench.suite;

import static dev.ticketchat.bench.suite.Measure.CPU;
import static dev.ticketchat.bench.suite.Measure.DELIVERIES;
import static dev.ticketchat.bench.suite.Peers.NODE_FULL;
import static dev.ticketchat.bench.suite.Peers.TICKETCHAT;
import static dev.ticketchat.bench.suite.Rounds.Labels.SERVERS;

import dev.ticketchat.bench.process.Crowd;
import dev.ticketchat.bench.process.Load;
import dev.ticketchat.bench.process.Peer;
import dev.ticketchat.bench.report.Section;
import java.util.List;

/// One message for very many.
final class Broadcast implements Run {
  private static final int WARM_UP = 1;
  private static final int ROUNDS = 3;
  private static final int MEMBERS = 10_000;
  private static final List<Peer> PEERS = List.of(TICKETCHAT, NODE_FULL);
  private static final Crowd CROWD = new Crowd(MEMBERS, MEMBERS, 0, true);

  @Override
  public String name() {
    return "broadcast";
  }

  @Override
  public String summary() {
    return "deliveries per second in one room of %,d".formatted(MEMBERS);
  }

  @Override
  public Section run(Stand stand) throws InterruptedException {
    try (var fleet = stand.fleet(PEERS, CROWD)) {
      var load = Load.chat(CROWD).with("senders", 1).lasting(1, 4);
      var rounds =
          Rounds.play(WARM_UP + ROUNDS, PEERS, peer -> stand.load(fleet.of(peer), load))
              .without(WARM_UP);
      var ours = new Ours(rounds, "a room of %,d".formatted(MEMBERS));
      return new Section(
          name(),
          "Broadcast",
          """
          One ticket that %,d connections are in: its client, who sends the next message when the \
          last one came back, and one super admin on all others.\
          """
              .formatted(MEMBERS),
          List.of(
              rounds.table(
                  "A room of %,d".formatted(MEMBERS),
                  SERVERS,
                  List.of(DELIVERIES, CPU),
                  NODE_FULL)),
          List.of(ours.atLeast(5, DELIVERIES, NODE_FULL)));
    }
  }
}
