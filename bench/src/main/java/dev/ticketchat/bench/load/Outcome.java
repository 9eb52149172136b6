package dev.ticketchat.bench.load;

/// What came of a run, or of one event loop's part of it.
record Outcome(
    Totals totals,
    Latencies handshakes,
    Latencies own,
    Latencies others,
    Faults faults,
    Ending ending) {

  /// Who and what was there at the end.
  ///
  /// @param failed connections that never got into their rooms
  /// @param alive connections that were there to the end
  /// @param lost messages that did not come back to their senders
  /// @param unseen deliveries that were missing, over all members
  record Ending(int failed, int alive, long lost, long unseen) {
    boolean complete() {
      return failed == 0 && lost == 0 && unseen == 0;
    }

    Ending plus(Ending more) {
      return new Ending(
          failed + more.failed, alive + more.alive, lost + more.lost, unseen + more.unseen);
    }
  }

  static Outcome none() {
    return new Outcome(
        Totals.none(),
        new Latencies(),
        new Latencies(),
        new Latencies(),
        new Faults(),
        new Ending(0, 0, 0, 0));
  }

  /// Adds another to this one's latencies and faults.
  ///
  /// @return both together
  Outcome absorb(Outcome other) {
    handshakes.addAll(other.handshakes);
    own.addAll(other.own);
    others.addAll(other.others);
    faults.addAll(other.faults);
    return new Outcome(
        totals.plus(other.totals), handshakes, own, others, faults, ending.plus(other.ending));
  }
}
