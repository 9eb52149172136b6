package dev.ticketchat.bench.suite;

import static dev.ticketchat.bench.suite.Measure.CONNECTS;
import static dev.ticketchat.bench.suite.Measure.CPU;
import static dev.ticketchat.bench.suite.Measure.MEDIAN;
import static dev.ticketchat.bench.suite.Measure.MESSAGES;
import static dev.ticketchat.bench.suite.Measure.P99;
import static dev.ticketchat.bench.suite.Peers.TICKETCHAT;

import dev.ticketchat.bench.process.BenchFailure;
import dev.ticketchat.bench.process.Crowd;
import dev.ticketchat.bench.process.Generator;
import dev.ticketchat.bench.process.Load;
import dev.ticketchat.bench.process.LoadResult;
import dev.ticketchat.bench.process.Server;
import dev.ticketchat.bench.report.Section;
import dev.ticketchat.bench.report.Table;
import dev.ticketchat.bench.suite.Rounds.Labels;
import java.util.List;
import java.util.Optional;

/// Whether two generators see the same of the same server.
final class Agree implements Run {
  private static final int ROUNDS = 3;
  private static final Crowd CROWD = Crowd.of(1_000, 2);
  private static final Labels<Generator> GENERATORS = new Labels<>("generator", Generator::title);

  private final Generator own;
  private final Optional<Generator> other;

  Agree(Generator own, Optional<Generator> other) {
    this.own = own;
    this.other = other;
  }

  @Override
  public String name() {
    return "agree";
  }

  @Override
  public String summary() {
    return "our generator beside another one (--generator), on the same server";
  }

  @Override
  public boolean byDefault() {
    return other.isPresent();
  }

  @Override
  public Section run(Stand stand) throws InterruptedException {
    var second =
        other.orElseThrow(
            () -> new BenchFailure("agree compares with another generator: --generator PATH."));
    try (var fleet = stand.fleet(List.of(TICKETCHAT), CROWD)) {
      var server = fleet.of(TICKETCHAT);
      stand.warmUp(server, CROWD);
      var both = new Both(stand, server, List.of(own, second));
      return new Section(
          name(),
          "Two generators",
          "The same loads of the same server by two generators, in turn.",
          List.of(
              both.table(
                  "As fast as 1,000 connections in rooms of 2 go",
                  Load.chat(CROWD).lasting(1, 4),
                  List.of(MESSAGES, CPU, MEDIAN, P99)),
              both.table(
                  "1,000 messages/s (open loop)",
                  Load.chat(CROWD).with("open-rate", 1_000).lasting(1, 4),
                  List.of(MESSAGES, CPU, MEDIAN, P99)),
              both.table("Sign-ins", Load.connect(CROWD).with("hold", 0), List.of(CONNECTS))),
          List.of());
    }
  }

  private record Both(Stand stand, Server server, List<Generator> generators) {

    Table table(String about, Load load, List<Measure<LoadResult>> measures)
        throws InterruptedException {
      return Rounds.play(ROUNDS, generators, generator -> stand.with(generator).load(server, load))
          .table(about, GENERATORS, measures, generators.getLast());
    }
  }
}
