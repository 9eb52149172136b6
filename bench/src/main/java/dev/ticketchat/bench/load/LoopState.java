package dev.ticketchat.bench.load;

import java.util.function.LongSupplier;

/// What the connections of one event loop share.
///
/// @param clock nanoseconds, from wherever
record LoopState(
    Upgrade upgrade,
    Requests requests,
    Inbox inbox,
    Tokens tokens,
    Tally tally,
    LongSupplier clock) {

  LoopState(Upgrade upgrade, Requests requests, Tokens tokens, Tally tally, LongSupplier clock) {
    this(upgrade, requests, new Inbox(), tokens, tally, clock);
  }

  long now() {
    return clock.getAsLong();
  }
}
