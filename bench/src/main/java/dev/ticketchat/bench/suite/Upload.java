package dev.ticketchat.bench.suite;

import static dev.ticketchat.bench.suite.Measure.CPU;
import static dev.ticketchat.bench.suite.Peers.NODE_FULL;
import static dev.ticketchat.bench.suite.Peers.TICKETCHAT;
import static dev.ticketchat.bench.suite.Rounds.Labels.SERVERS;

import dev.ticketchat.bench.process.Crowd;
import dev.ticketchat.bench.process.Load;
import dev.ticketchat.bench.process.LoadResult;
import dev.ticketchat.bench.process.Peer;
import dev.ticketchat.bench.report.Section;
import dev.ticketchat.bench.report.Unit;
import java.util.List;

/// Files that go through, and what many at once hold in memory.
final class Upload implements Run {
  private static final int WARM_UP = 1;
  private static final int ROUNDS = 3;
  private static final List<Peer> PEERS = List.of(TICKETCHAT, NODE_FULL);
  private static final Crowd FEW = Crowd.of(8, 2);
  private static final Crowd MANY = Crowd.of(100, 2);
  private static final Measure<LoadResult> FILES =
      Measure.of("files/s", Unit.PER_SECOND, LoadResult::messagesPerSecond);
  private static final Measure<LoadResult> PEAK =
      Measure.of("peak memory", Unit.MEGABYTES, result -> result.peakBytes() / (1024.0 * 1024));

  @Override
  public String name() {
    return "upload";
  }

  @Override
  public String summary() {
    return "files of 1 MB per second, and memory while 100 come at once";
  }

  @Override
  public Section run(Stand stand) throws InterruptedException {
    var peaks = Rounds.play(1, PEERS, peer -> manyAtOnce(stand, peer));
    try (var fleet = stand.fleet(PEERS, FEW)) {
      var load = Load.upload(FEW).lasting(1, 4);
      var rounds =
          Rounds.play(WARM_UP + ROUNDS, PEERS, peer -> stand.load(fleet.of(peer), load))
              .without(WARM_UP);
      return new Section(
          name(),
          "Files",
          """
          Messages with a file of 1 MB in base64, as the API has it: 8 connections, one file at a \
          time each. Peak memory is the most that a fresh server ever had resident while 100 \
          connections sent one each at once.\
          """,
          List.of(
              rounds.table("8 at once", SERVERS, List.of(FILES, CPU), NODE_FULL),
              peaks.table("100 at once", SERVERS, List.of(PEAK))),
          List.of(new Ours(rounds, "1 MB").atLeast(3, FILES, NODE_FULL)));
    }
  }

  private static LoadResult manyAtOnce(Stand stand, Peer peer) throws InterruptedException {
    try (var fleet = stand.fleet(List.of(peer), MANY)) {
      var once = Load.upload(MANY).with("count", 1).with("duration", 60);
      return stand.load(fleet.of(peer), once);
    }
  }
}
