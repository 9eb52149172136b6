package dev.ticketchat.bench.load;

import java.util.List;

/// Someone does something at each time of a schedule, whether or not what was done before is
/// answered. What begins late counts from the time that it was due.
final class OpenLoop implements Loop {
  /// What one member may have under way. One that has more, or that is not there, is passed over,
  /// and the run does not count.
  static final int MOST_UNDER_WAY = 10_000;

  private final List<Room> rooms;
  private final Schedule schedule;
  private final Activity activity;
  private final Pace pace;
  private final Faults faults;
  private boolean running;

  OpenLoop(List<Room> rooms, Schedule schedule, Activity activity, Pace pace, Faults faults) {
    this.rooms = rooms;
    this.schedule = schedule;
    this.activity = activity;
    this.pace = pace;
    this.faults = faults;
  }

  @Override
  public void start() {
    running = true;
    tick();
  }

  /// What was due until now begins before.
  @Override
  public void stop() {
    if (running) {
      beginDue();
      running = false;
    }
  }

  @Override
  public void onAnswered(Member member) {}

  private void tick() {
    if (running) {
      beginDue();
      pace.alarm().after(Math.max(0, schedule.next() - pace.now()), this::tick);
    }
  }

  private void beginDue() {
    long now = pace.now();
    for (; schedule.next() <= now; schedule.pass()) {
      begin(someone(), schedule.next());
    }
  }

  private void begin(Member member, long due) {
    if (member.present() && activity.underWay(member) < MOST_UNDER_WAY) {
      activity.begin(member, due);
    } else {
      faults.add(Fault.SKIPPED, () -> "connection %d could not begin".formatted(member.index()));
    }
  }

  private Member someone() {
    var room = rooms.get(pace.random().nextInt(rooms.size()));
    return room.senders().get(pace.random().nextInt(room.senders().size()));
  }
}
