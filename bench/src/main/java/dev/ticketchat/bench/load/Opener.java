package dev.ticketchat.bench.load;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Opens one event loop's connections: so many sign-ins under way at a time, and no more in a
/// second than asked for. On that event loop.
final class Opener {
  /// Without one more connection that is ready, or failed, for so long, it gives up on the rest.
  static final long STALLED = 30_000_000_000L;

  private final Iterator<Member> members;
  private final int inflight;
  private final Schedule schedule;
  private final Pace pace;
  private final Consumer<Member> open;
  private final CompletableFuture<Void> decided = new CompletableFuture<>();

  private int underWay;
  private long lastProgress;
  private boolean waiting;

  /// Has not begun.
  ///
  /// @param schedule when each may be opened at the earliest
  /// @param open opens one; what comes of it is told to [#onDecided]
  Opener(
      Iterator<Member> members, int inflight, Schedule schedule, Pace pace, Consumer<Member> open) {
    this.members = members;
    this.inflight = inflight;
    this.schedule = schedule;
    this.pace = pace;
    this.open = open;
  }

  /// Done when all are ready or failed, or nothing moves.
  CompletableFuture<Void> start() {
    lastProgress = pace.now();
    watch();
    openMore();
    return decided;
  }

  /// A connection is ready, or failed before it was.
  void onDecided() {
    underWay--;
    lastProgress = pace.now();
    if (!members.hasNext() && underWay == 0) {
      decided.complete(null);
    } else {
      openLater(0);
    }
  }

  private void openMore() {
    waiting = false;
    while (members.hasNext() && underWay < inflight) {
      long early = schedule.next() - pace.now();
      if (early > 0) {
        openLater(early);
        return;
      }
      schedule.pass();
      underWay++;
      open.accept(members.next());
    }
  }

  /// Later, since a connection may be decided on while it is opened.
  private void openLater(long nanos) {
    if (!waiting && members.hasNext() && !decided.isDone()) {
      waiting = true;
      pace.alarm().after(nanos, this::openMore);
    }
  }

  private void watch() {
    long left = lastProgress + STALLED - pace.now();
    if (left <= 0) {
      decided.complete(null);
    } else if (!decided.isDone()) {
      pace.alarm().after(left, this::watch);
    }
  }
}
