package dev.ticketchat.bench.suite;

import static dev.ticketchat.bench.suite.Measure.MEDIAN;
import static dev.ticketchat.bench.suite.Measure.P99;
import static dev.ticketchat.bench.suite.Measure.P999;

import dev.ticketchat.bench.process.Crowd;
import dev.ticketchat.bench.process.Load;
import dev.ticketchat.bench.process.LoadResult;
import dev.ticketchat.bench.process.Peer;
import dev.ticketchat.bench.process.Server;
import dev.ticketchat.bench.report.Figure;
import dev.ticketchat.bench.report.LineChart;
import dev.ticketchat.bench.report.LineChart.Line;
import dev.ticketchat.bench.report.LineChart.Panel;
import dev.ticketchat.bench.report.LineChart.Point;
import dev.ticketchat.bench.report.Picture;
import dev.ticketchat.bench.report.Scale;
import dev.ticketchat.bench.report.Table;
import dev.ticketchat.bench.report.Table.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Latencies over rates, of each server up to the last rate that it keeps up with.
///
/// @param climbs of each server: its results at the first rates
record Sweep(SequencedMap<Peer, List<LoadResult>> climbs) {
  private static final List<Integer> RATES = List.of(500, 1_000, 2_000, 4_000, 8_000);

  /// Who delivers less of what was due does not keep up: waiting then grows for as long as one
  /// measures, and says nothing.
  private static final double KEEPS_UP = 0.97;

  static Sweep of(Stand stand, Fleet<Peer> fleet, List<Peer> peers, Crowd crowd)
      throws InterruptedException {
    var climbs = new LinkedHashMap<Peer, List<LoadResult>>();
    for (var peer : peers) {
      climbs.put(peer, climb(stand, fleet.of(peer), crowd));
    }
    return new Sweep(climbs);
  }

  private static List<LoadResult> climb(Stand stand, Server server, Crowd crowd)
      throws InterruptedException {
    var results = new ArrayList<LoadResult>();
    for (var rate : RATES) {
      var result = stand.load(server, Load.chat(crowd).with("open-rate", rate).lasting(1, 4));
      if (result.messagesPerSecond() < KEEPS_UP * rate) {
        break;
      }
      results.add(result);
    }
    return results;
  }

  List<Table> tables() {
    return Stream.of(MEDIAN, P99).map(this::table).toList();
  }

  private Table table(Measure<LoadResult> measure) {
    return new Table(
        "%s in ms at so many messages/s; nothing where a server does not keep up"
            .formatted(measure.title()),
        "server",
        RATES.stream()
            .map(rate -> new Column("%,d".formatted(rate), measure.column().unit()))
            .toList(),
        climbs.entrySet().stream()
            .map(climb -> row(climb.getKey(), climb.getValue(), measure))
            .toList());
  }

  private static Table.Row row(Peer peer, List<LoadResult> climb, Measure<LoadResult> measure) {
    var cells =
        IntStream.range(0, RATES.size())
            .mapToObj(step ->
                step < climb.size()
                    ? Optional.of(Figure.of(value(climb, measure, step)))
                    : Optional.<Figure>empty())
            .toList();
    return new Table.Row(peer.title(), cells);
  }

  Picture picture(String name) {
    var panels = Stream.of(MEDIAN, P99, P999).map(this::panel).toList();
    var values =
        panels.stream()
            .flatMap(panel -> panel.lines().stream())
            .flatMap(line -> line.points().stream())
            .map(Point::y)
            .toList();
    var lowest = values.stream().min(Comparator.naturalOrder()).orElse(1.0);
    var highest = values.stream().max(Comparator.naturalOrder()).orElse(1.0);
    return new LineChart(
            "Time until a sender has its message back, up to the rate that a server keeps up with",
            "messages per second",
            Scale.factors(RATES.stream().map(Integer::doubleValue).toList()),
            "milliseconds",
            Scale.powersOfTen(lowest, highest),
            panels)
        .picture(name);
  }

  private Panel panel(Measure<LoadResult> measure) {
    return new Panel(
        measure.title(),
        climbs.entrySet().stream()
            .filter(climb -> !climb.getValue().isEmpty())
            .map(climb -> line(climb.getKey(), climb.getValue(), measure))
            .toList());
  }

  private static Line line(Peer peer, List<LoadResult> climb, Measure<LoadResult> measure) {
    var points =
        IntStream.range(0, climb.size())
            .mapToObj(step -> new Point(RATES.get(step), value(climb, measure, step)))
            .toList();
    return new Line(peer.title(), Peers.tone(peer), points);
  }

  private static double value(List<LoadResult> climb, Measure<LoadResult> measure, int step) {
    return measure.value().applyAsDouble(climb.get(step));
  }
}
