package dev.ticketchat.bench.suite;

import static dev.ticketchat.bench.suite.Measure.CPU;
import static dev.ticketchat.bench.suite.Measure.MESSAGES;
import static dev.ticketchat.bench.suite.Peers.C_FLOOR;
import static dev.ticketchat.bench.suite.Peers.NETTY_FLOOR;
import static dev.ticketchat.bench.suite.Peers.NODE_FULL;
import static dev.ticketchat.bench.suite.Peers.NODE_GROUPED;
import static dev.ticketchat.bench.suite.Peers.NODE_NORMAL;
import static dev.ticketchat.bench.suite.Peers.TICKETCHAT;
import static dev.ticketchat.bench.suite.Rounds.Labels.SERVERS;

import dev.ticketchat.bench.process.Crowd;
import dev.ticketchat.bench.process.Load;
import dev.ticketchat.bench.process.LoadResult;
import dev.ticketchat.bench.process.Peer;
import dev.ticketchat.bench.report.BarChart;
import dev.ticketchat.bench.report.Goal;
import dev.ticketchat.bench.report.Picture;
import dev.ticketchat.bench.report.Section;
import dev.ticketchat.bench.report.Table;
import java.util.List;
import java.util.stream.Stream;

/// As many messages as go through, and what each costs.
final class Throughput implements Run {
  private static final int ROUNDS = 3;
  private static final List<Peer> PEERS =
      List.of(TICKETCHAT, NODE_FULL, NODE_GROUPED, NODE_NORMAL, NETTY_FLOOR, C_FLOOR);
  private static final Crowd PAIRS = Crowd.of(1_000, 2);
  private static final Crowd FIVES = new Crowd(1_000, 5, 10_000, false);

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public String summary() {
    return "messages per second and processor time per message, beside Node and the floors";
  }

  @Override
  public Section run(Stand stand) throws InterruptedException {
    try (var fleet = stand.fleet(PEERS, PAIRS, FIVES)) {
      for (var peer : PEERS) {
        stand.warmUp(fleet.of(peer), PAIRS);
      }
      var pairs = rounds(stand, fleet, PAIRS);
      var fives = rounds(stand, fleet, FIVES);
      return new Section(
              name(),
              "Throughput",
              """
              1,000 connections, messages of 100 characters; each connection sends its next one when it \
              has its last one back (closed loop). The floors store nothing and know nobody: they show \
              what the frames alone cost.\
              """,
              List.of(table("Rooms of 2", pairs), table("Rooms of 5", fives)),
              Stream.concat(
                      goals(new Ours(pairs, "rooms of 2")), goals(new Ours(fives, "rooms of 5")))
                  .toList())
          .picturing(
              picture("throughput", "Messages per second (more is better)", MESSAGES, pairs, fives),
              picture(
                  "cpu",
                  "Processor time of the server per message, µs (less is better)",
                  CPU,
                  pairs,
                  fives));
    }
  }

  private static Rounds<Peer, LoadResult> rounds(Stand stand, Fleet<Peer> fleet, Crowd crowd)
      throws InterruptedException {
    return Rounds.play(
        ROUNDS, PEERS, peer -> stand.load(fleet.of(peer), Load.chat(crowd).lasting(1, 4)));
  }

  private static Table table(String about, Rounds<Peer, LoadResult> rounds) {
    return rounds.table(about, SERVERS, List.of(MESSAGES, CPU), NODE_FULL);
  }

  private static Stream<Goal> goals(Ours ours) {
    return Stream.of(
        ours.atMost(1 / 8.0, CPU, NODE_FULL),
        ours.atMost(1 / 4.0, CPU, NODE_NORMAL),
        ours.atMost(2.5, CPU, NETTY_FLOOR),
        ours.atLeast(10, MESSAGES, NODE_FULL),
        ours.atLeast(4, MESSAGES, NODE_NORMAL));
  }

  private static Picture picture(
      String name,
      String title,
      Measure<LoadResult> measure,
      Rounds<Peer, LoadResult> pairs,
      Rounds<Peer, LoadResult> fives) {
    return new BarChart(
            title,
            List.of(panel("Rooms of 2", measure, pairs), panel("Rooms of 5", measure, fives)))
        .picture(name);
  }

  private static BarChart.Panel panel(
      String title, Measure<LoadResult> measure, Rounds<Peer, LoadResult> rounds) {
    return new BarChart.Panel(
        title,
        measure.column().unit(),
        PEERS.stream()
            .map(peer ->
                new BarChart.Bar(peer.title(), rounds.figure(measure, peer), Peers.tone(peer)))
            .toList());
  }
}
