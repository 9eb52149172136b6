package dev.ticketchat.bench.load;

/// What members do again and again, each time to be answered. On one event loop.
interface Activity {
  /// Does it once more.
  ///
  /// @param due when it was to be done; latency counts from then
  void begin(Member member, long due);

  /// How often a member began it.
  int begun(Member member);

  /// How many of those are not answered.
  int underWay(Member member);
}
