package dev.ticketchat.bench.suite;

import static dev.ticketchat.bench.suite.Peers.NETTY_FLOOR;
import static dev.ticketchat.bench.suite.Peers.NETTY_STOCK;
import static dev.ticketchat.bench.suite.Peers.NODE_FULL;
import static dev.ticketchat.bench.suite.Peers.TICKETCHAT;

import dev.ticketchat.bench.process.Crowd;
import dev.ticketchat.bench.process.Load;
import dev.ticketchat.bench.process.Peer;
import dev.ticketchat.bench.report.Figure;
import dev.ticketchat.bench.report.Goal;
import dev.ticketchat.bench.report.LineChart;
import dev.ticketchat.bench.report.Picture;
import dev.ticketchat.bench.report.Scale;
import dev.ticketchat.bench.report.Section;
import dev.ticketchat.bench.report.Table;
import dev.ticketchat.bench.report.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What a connection costs in memory that is signed in, in a ticket, and silent.
final class Idle implements Run {
  private static final List<Peer> PEERS = List.of(TICKETCHAT, NODE_FULL, NETTY_FLOOR, NETTY_STOCK);

  /// The last as many as a process may have files open, less a few.
  private static final List<Integer> STEPS = List.of(1_000, 7_000, 13_000, 19_000);

  private static final double KILOBYTE = 1024;
  private static final double MEGABYTE = 1024 * 1024;

  /// Longer than all of it takes: connections are held until they are broken off.
  private static final int HOLD_SECONDS = 300;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String summary() {
    return "memory for each connection that is signed in, joined and silent";
  }

  @Override
  public Section run(Stand stand) throws InterruptedException {
    var footprints = new LinkedHashMap<Peer, List<Footprint>>();
    for (var peer : PEERS) {
      footprints.put(peer, climb(stand, peer));
    }
    var ours = Optional.ofNullable(footprints.get(TICKETCHAT)).orElseThrow();
    return new Section(
            name(),
            "Memory of an idle connection",
            """
            Connections that are signed in and in rooms of 2, silent but for heartbeats. What one takes \
            is how much more memory there is at %,d than at %,d, after all garbage was collected; of \
            Node, which cannot be told to collect, as it is. 1 KB is 1,024 bytes.\
            """
                .formatted(STEPS.getLast(), STEPS.getFirst()),
            List.of(table(footprints)),
            List.of(
                Goal.atMost(6, "resident memory per connection", Unit.KILOBYTES, resident(ours)),
                Goal.atMost(4, "heap per connection", Unit.KILOBYTES, heap(ours).orElseThrow())))
        .picturing(picture(footprints));
  }

  private static List<Footprint> climb(Stand stand, Peer peer) throws InterruptedException {
    var all = Crowd.of(STEPS.getLast(), 2);
    try (var fleet = stand.fleet(List.of(peer), all);
        var held = new Held()) {
      var server = fleet.of(peer);
      var footprints = new ArrayList<Footprint>();
      var there = 0;
      for (var connections : STEPS) {
        var more = new Crowd(connections - there, all.members(), there, false);
        held.add(stand.loading(server, Load.connect(more).with("hold", HOLD_SECONDS)));
        there = connections;
        stand.awaitConnections(server, connections);
        footprints.add(Footprint.of(server, connections));
        held.check();
      }
      return footprints;
    }
  }

  private static Table table(SequencedMap<Peer, List<Footprint>> footprints) {
    var columns =
        List.of(
            new Table.Column("resident per connection", Unit.KILOBYTES),
            new Table.Column("heap per connection", Unit.KILOBYTES),
            new Table.Column("resident with all", Unit.MEGABYTES));
    var rows =
        footprints.entrySet().stream()
            .map(entry -> {
              var steps = entry.getValue();
              var all = Figure.of(steps.getLast().residentBytes() / MEGABYTE);
              return new Table.Row(
                  entry.getKey().title(),
                  List.of(Optional.of(resident(steps)), heap(steps), Optional.of(all)));
            })
            .toList();
    return new Table("%,d connections".formatted(STEPS.getLast()), "server", columns, rows);
  }

  private static Figure resident(List<Footprint> steps) {
    return perConnection(steps, steps.getLast().residentBytes() - steps.getFirst().residentBytes());
  }

  private static Optional<Figure> heap(List<Footprint> steps) {
    return steps
        .getFirst()
        .heapBytes()
        .flatMap(
            first -> steps.getLast().heapBytes().map(last -> perConnection(steps, last - first)));
  }

  private static Figure perConnection(List<Footprint> steps, double moreBytes) {
    var more = steps.getLast().connections() - steps.getFirst().connections();
    return Figure.of(moreBytes / KILOBYTE / more);
  }

  private static Picture picture(SequencedMap<Peer, List<Footprint>> footprints) {
    var lines =
        footprints.entrySet().stream()
            .map(entry -> line(entry.getKey(), entry.getValue()))
            .toList();
    var highest =
        lines.stream().flatMap(line -> line.points().stream()).mapToDouble(LineChart.Point::y);
    return new LineChart(
            "Memory of a server with idle connections",
            "connections, signed in and joined",
            Scale.linear(STEPS.getLast()),
            "resident memory, MB",
            Scale.linear(highest.max().orElse(1)),
            List.of(new LineChart.Panel("", lines)))
        .picture("memory");
  }

  private static LineChart.Line line(Peer peer, List<Footprint> steps) {
    var name =
        "%s: %s each".formatted(peer.title(), Unit.KILOBYTES.print(resident(steps).median()));
    return new LineChart.Line(
        name,
        Peers.tone(peer),
        steps.stream()
            .map(step -> new LineChart.Point(step.connections(), step.residentBytes() / MEGABYTE))
            .toList());
  }
}
