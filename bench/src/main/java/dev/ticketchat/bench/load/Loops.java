package dev.ticketchat.bench.load;

import java.util.List;

/// Makes the loops of one worker's rooms, as the plan has them.
final class Loops {
  private static final int PRELOAD_WINDOW = 8;

  private final List<Room> rooms;
  private final LoadPlan.Traffic traffic;
  private final Share share;
  private final Pace pace;
  private final Faults faults;

  Loops(List<Room> rooms, LoadPlan.Traffic traffic, Share share, Pace pace, Faults faults) {
    this.rooms = rooms;
    this.traffic = traffic;
    this.share = share;
    this.pace = pace;
    this.faults = faults;
  }

  /// Each room's first member puts messages into its ticket.
  Loop preloading(Activity chat) {
    var first = rooms.stream().map(room -> room.members().getFirst()).toList();
    return new ClosedLoop(first, PRELOAD_WINDOW, traffic.preload(), chat, pace.clock());
  }

  Loop of(Activity activity) {
    if (traffic.openRate() > 0) {
      var schedule = share.schedule(traffic.openRate(), pace.now());
      return new OpenLoop(rooms, schedule, activity, pace, faults);
    }
    var senders = rooms.stream().flatMap(room -> room.senders().stream()).toList();
    return new ClosedLoop(senders, traffic.window(), traffic.count(), activity, pace.clock());
  }
}
