package dev.ticketchat.bench.suite;

import static dev.ticketchat.bench.suite.Measure.CPU;
import static dev.ticketchat.bench.suite.Measure.MEDIAN;
import static dev.ticketchat.bench.suite.Peers.TICKETCHAT;

import dev.ticketchat.bench.process.Crowd;
import dev.ticketchat.bench.process.Load;
import dev.ticketchat.bench.process.LoadResult;
import dev.ticketchat.bench.process.Scratch;
import dev.ticketchat.bench.process.Server;
import dev.ticketchat.bench.report.Goal;
import dev.ticketchat.bench.report.Section;
import dev.ticketchat.bench.report.Table;
import dev.ticketchat.bench.report.Unit;
import dev.ticketchat.bench.suite.Rounds.Labels;
import java.util.List;

/// Whether a message costs the same among many connections, and among many tickets.
final class Growth implements Run {
  private static final int ROUNDS = 3;
  private static final int RATE = 2_000;
  private static final List<Integer> CONNECTIONS = List.of(100, 1_000, 19_000);
  private static final List<Integer> TICKETS = List.of(100, 100_000);

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public String summary() {
    return "processor time per message among more connections and more tickets";
  }

  @Override
  public Section run(Stand stand) throws InterruptedException {
    var byConnections = byConnections(stand);
    var byTickets = byTickets(stand);
    return new Section(
        name(),
        "Growth",
        """
        %,d messages a second (open loop) in rooms of 2: on one server with more and more \
        connections, all of which send; and by 200 connections, on servers with more and more \
        tickets in their databases.\
        """
            .formatted(RATE),
        List.of(
            table("More connections", "connections", byConnections),
            table("More tickets", "tickets", byTickets)),
        List.of(
            goal(1.3, "connections", byConnections, CONNECTIONS),
            goal(1.1, "tickets", byTickets, TICKETS)));
  }

  private static Rounds<Integer, LoadResult> byConnections(Stand stand)
      throws InterruptedException {
    try (var fleet = stand.fleet(List.of(TICKETCHAT), crowd(CONNECTIONS.getLast()))) {
      var server = fleet.of(TICKETCHAT);
      stand.warmUp(server, crowd(1_000));
      return Rounds.play(
          ROUNDS, CONNECTIONS, connections -> stand.load(server, load(crowd(connections))));
    }
  }

  private static Rounds<Integer, LoadResult> byTickets(Stand stand) throws InterruptedException {
    var crowd = crowd(2 * TICKETS.getFirst());
    try (var fleet =
        stand.fleet(TICKETS, (tickets, folder) -> withTickets(stand, tickets, folder))) {
      for (var tickets : TICKETS) {
        stand.warmUp(fleet.of(tickets), crowd);
      }
      return Rounds.play(ROUNDS, TICKETS, tickets -> stand.load(fleet.of(tickets), load(crowd)));
    }
  }

  private static Server withTickets(Stand stand, int tickets, Scratch folder)
      throws InterruptedException {
    return stand.start(TICKETCHAT, folder, crowd(2 * tickets));
  }

  private static Crowd crowd(int connections) {
    return Crowd.of(connections, 2);
  }

  private static Load load(Crowd crowd) {
    return Load.chat(crowd).with("open-rate", RATE).lasting(1, 4);
  }

  private static Table table(String about, String what, Rounds<Integer, LoadResult> rounds) {
    return rounds.table(about, new Labels<>(what, "%,d"::formatted), List.of(CPU, MEDIAN));
  }

  private static Goal goal(
      double most, String what, Rounds<Integer, LoadResult> rounds, List<Integer> steps) {
    return Goal.atMost(
        most,
        "CPU per message with %,d %s, of that with %,d"
            .formatted(steps.getLast(), what, steps.getFirst()),
        Unit.RATIO,
        rounds.ratio(CPU, steps.getLast(), steps.getFirst()));
  }
}
