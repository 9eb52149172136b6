package dev.ticketchat.chat.fakes;

import dev.ticketchat.chat.live.Timers;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Time that passes when a test says so, and tasks that run on the test's thread.
public final class ManualTimers implements Timers {
  /// The clock runs over after three seconds: only differences may count.
  private static final long START = Long.MAX_VALUE - 3_000_000_000L;

  private record Task(long dueAt, long number, Runnable action) {}

  private static final Comparator<Task> BY_TIME =
      Comparator.comparingLong(Task::dueAt).thenComparingLong(Task::number);

  private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong elapsed = new AtomicLong();

  @Override
  public long nanoTime() {
    return START + elapsed.get();
  }

  @Override
  public void after(Duration delay, Runnable task) {
    tasks.add(new Task(elapsed.get() + delay.toNanos(), numbers.getAndIncrement(), task));
  }

  public void advance(Duration time) {
    var until = elapsed.get() + time.toNanos();
    for (var next = next(until); next.isPresent(); next = next(until)) {
      elapsed.set(next.get().dueAt());
      next.get().action().run();
    }
    elapsed.set(until);
  }

  /// How many tasks are waiting.
  public int waiting() {
    return tasks.size();
  }

  private Optional<Task> next(long until) {
    var next = tasks.stream().filter(task -> task.dueAt() <= until).min(BY_TIME);
    next.ifPresent(tasks::remove);
    return next;
  }
}
