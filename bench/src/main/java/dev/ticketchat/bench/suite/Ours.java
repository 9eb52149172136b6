package dev.ticketchat.bench.suite;

import dev.ticketchat.bench.process.LoadResult;
import dev.ticketchat.bench.process.Peer;
import dev.ticketchat.bench.report.Figure;
import dev.ticketchat.bench.report.Goal;
import dev.ticketchat.bench.report.Unit;

/// Ticketchat's results beside those of the other servers, as goals.
///
/// @param where what was measured at, for the goal's words
record Ours(Rounds<Peer, LoadResult> rounds, String where) {

  Goal atMost(double most, Measure<LoadResult> measure, Peer other) {
    return Goal.atMost(most, words(measure, other), Unit.RATIO, beside(measure, other));
  }

  Goal atLeast(double least, Measure<LoadResult> measure, Peer other) {
    return Goal.atLeast(least, words(measure, other), Unit.RATIO, beside(measure, other));
  }

  private Figure beside(Measure<LoadResult> measure, Peer other) {
    return rounds.ratio(measure, Peers.TICKETCHAT, other);
  }

  private String words(Measure<LoadResult> measure, Peer other) {
    return "%s, %s, of that of %s".formatted(measure.title(), where, other.title());
  }
}
