package dev.ticketchat.bench.suite;

import static dev.ticketchat.bench.suite.Measure.MEDIAN;
import static dev.ticketchat.bench.suite.Measure.P99;
import static dev.ticketchat.bench.suite.Measure.P999;
import static dev.ticketchat.bench.suite.Peers.NODE_FULL;
import static dev.ticketchat.bench.suite.Peers.NODE_NORMAL;
import static dev.ticketchat.bench.suite.Peers.TICKETCHAT;
import static dev.ticketchat.bench.suite.Rounds.Labels.SERVERS;

import dev.ticketchat.bench.process.Crowd;
import dev.ticketchat.bench.process.DiskSync;
import dev.ticketchat.bench.process.Load;
import dev.ticketchat.bench.process.LoadResult;
import dev.ticketchat.bench.process.Peer;
import dev.ticketchat.bench.process.Server;
import dev.ticketchat.bench.report.Figure;
import dev.ticketchat.bench.report.Goal;
import dev.ticketchat.bench.report.Section;
import dev.ticketchat.bench.report.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How long a message takes, at rates that do not depend on how fast the server is.
final class Latency implements Run {
  private static final int ROUNDS = 3;
  private static final List<Peer> PEERS = List.of(TICKETCHAT, NODE_FULL, NODE_NORMAL);
  private static final Crowd CROWD = Crowd.of(1_000, 2);
  private static final int RATE = 2_000;
  private static final double SYNCS = 3;

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String summary() {
    return "how long a message takes at %,d a second, and over rates".formatted(RATE);
  }

  @Override
  public Section run(Stand stand) throws InterruptedException {
    try (var fleet = stand.fleet(PEERS, CROWD)) {
      for (var peer : PEERS) {
        stand.warmUp(fleet.of(peer), CROWD);
      }
      var syncs = new ArrayList<DiskSync>();
      var rounds = Rounds.play(ROUNDS, PEERS, peer -> at(stand, fleet.of(peer), syncs));
      var sweeps = Sweep.of(stand, fleet, PEERS, CROWD);
      return new Section(
              name(),
              "Latency",
              """
              1,000 connections in rooms of 2 send %,d messages a second together, when they are due and \
              not when the server is ready (open loop). Counted from when a message was due until its \
              sender has it back, which is after it was synced to disk.\
              """
                  .formatted(RATE),
              Stream.concat(
                      Stream.of(
                          rounds.table(
                              "%,d messages/s".formatted(RATE),
                              SERVERS,
                              List.of(MEDIAN, P99, P999),
                              NODE_FULL)),
                      sweeps.tables().stream())
                  .toList(),
              goals(rounds, syncs))
          .picturing(sweeps.picture("latency"));
    }
  }

  private static LoadResult at(Stand stand, Server server, List<DiskSync> syncs)
      throws InterruptedException {
    if (server.peer().equals(TICKETCHAT)) {
      syncs.add(stand.diskSync());
    }
    return stand.load(server, Load.chat(CROWD).with("open-rate", RATE).lasting(1, 5));
  }

  private static List<Goal> goals(Rounds<Peer, LoadResult> rounds, List<DiskSync> syncs) {
    var ours = new Ours(rounds, "%,d messages/s".formatted(RATE));
    var beside =
        Stream.of(MEDIAN, P99, P999)
            .flatMap(measure ->
                Stream.of(NODE_FULL, NODE_NORMAL).map(node -> ours.atMost(1 / 5.0, measure, node)));
    var median = new Figure(syncs.stream().map(DiskSync::median).toList());
    var p99 = new Figure(syncs.stream().map(DiskSync::p99).toList());
    return Stream.concat(
            beside,
            Stream.of(
                inSyncs("median", rounds.figure(MEDIAN, TICKETCHAT).over(median)),
                inSyncs("99%", rounds.figure(P99, TICKETCHAT).over(p99))))
        .toList();
  }

  private static Goal inSyncs(String quantile, Figure syncs) {
    return Goal.atMost(
        SYNCS, "%s, of that of a sync of this disk".formatted(quantile), Unit.RATIO, syncs);
  }
}
