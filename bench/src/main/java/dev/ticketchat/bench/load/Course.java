package dev.ticketchat.bench.load;

/// How a run went.
///
/// @param threads event loops
/// @param connected connections that were in their rooms before anything else began
/// @param drained whether all that was under way at the end came before the time was up
record Course(
    int threads,
    int connected,
    double connectSeconds,
    Turns turns,
    boolean drained,
    Outcome outcome) {

  /// What the machine had used at the turns of a run.
  ///
  /// @param start before the first connection
  /// @param joined after the last
  /// @param opened at the start of the measured window
  /// @param closed at its end
  /// @param end when nothing was to come any more
  record Turns(Sample start, Sample joined, Sample opened, Sample closed, Sample end) {
    double windowSeconds() {
      return closed.secondsSince(opened);
    }
  }

  /// Whether everything that was to be seen was seen, once, and nothing else was wrong.
  boolean ok(Crowd crowd) {
    return outcome.faults().none()
        && outcome.ending().complete()
        && outcome.ending().alive() == crowd.conns()
        && drained;
  }
}
