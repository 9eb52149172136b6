package dev.ticketchat.bench.load;

/// Looks closely at messages as members receive them. On one event loop.
interface Inspector {
  /// Looks at one.
  ///
  /// @param by the member, before the message counts as received
  /// @param sender the sender's number in the room
  /// @param number which of the sender's messages it is
  void inspect(Member by, int sender, int number, byte[] bytes, int from, int to);

  static Inspector of(LoadPlan plan, Faults faults) {
    var traffic = plan.traffic();
    if (!traffic.verify() || !traffic.scenario().sendsMessages()) {
      return (_, _, _, _, _, _) -> {};
    }
    boolean withFiles = traffic.scenario() == Scenario.UPLOAD;
    return new Verifier(plan.identity().ticket(), withFiles, faults);
  }
}
