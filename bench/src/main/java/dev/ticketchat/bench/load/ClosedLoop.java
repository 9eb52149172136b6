package dev.ticketchat.bench.load;

import java.util.List;
import java.util.function.LongSupplier;

/// Each sender has so many under way, and does the next when one is answered: as much as the server
/// takes. A server that is slow is asked for less, so its latencies are no measure of what users
/// would see at a given rate; for that there is [OpenLoop].
final class ClosedLoop implements Loop {
  private final List<Member> senders;
  private final int window;
  private final int count;
  private final Activity activity;
  private final LongSupplier clock;
  private boolean running;

  /// Of one event loop's senders.
  ///
  /// @param count of each; 0: without end
  ClosedLoop(List<Member> senders, int window, int count, Activity activity, LongSupplier clock) {
    this.senders = senders;
    this.window = window;
    this.count = count;
    this.activity = activity;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    senders.forEach(this::fillWindow);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public void onAnswered(Member member) {
    fillWindow(member);
  }

  private void fillWindow(Member member) {
    while (running && mayBegin(member)) {
      activity.begin(member, clock.getAsLong());
    }
  }

  private boolean mayBegin(Member member) {
    return member.present()
        && activity.underWay(member) < window
        && (count == 0 || activity.begun(member) < count);
  }
}
