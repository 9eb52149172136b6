package dev.ticketchat.engine.socketio;

import java.util.ArrayDeque;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A queue of tasks that run one at a time, in the order they came. A thread exists only while
/// there is something to do; an idle mailbox is one small object.
///
/// More than `capacity` waiting tasks are kept, not refused, but the source is paused until half of
/// them are done: the bound is what the source sends after it was paused.
final class Mailbox {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final ThreadFactory threads;
  private final int capacity;
  private final Source source;
  private @Nullable ArrayDeque<Task> waiting;
  private boolean running;
  private boolean pausing;
  private boolean closed;

  /// Something to do.
  @FunctionalInterface
  interface Task {
    void run();

    /// Called instead of [#run] where it is not going to be done. Must not block.
    default void dropped() {}
  }

  /// Where tasks come from.
  interface Source {

    /// A mailbox is too full. Each call is followed by one of `resume`.
    void pause();

    void resume();
  }

  Mailbox(ThreadFactory threads, int capacity, Source source) {
    this.threads = threads;
    this.capacity = capacity;
    this.source = source;
  }

  /// Adds a task; drops it after [#close].
  synchronized void submit(Task task) {
    if (closed) {
      task.dropped();
    } else {
      add(task);
    }
  }

  /// Adds the last task.
  synchronized void close(Task last) {
    if (!closed) {
      closed = true;
      add(last);
    }
  }

  /// Drops what waits, and adds the last task.
  synchronized void closeNow(Task last) {
    if (!closed && waiting != null) {
      waiting.forEach(Task::dropped);
      waiting.clear();
    }
    close(last);
  }

  private void add(Task task) {
    if (waiting == null) {
      waiting = new ArrayDeque<>();
    }
    waiting.add(task);
    if (!pausing && waiting.size() > capacity) {
      pausing = true;
      source.pause();
    }
    if (!running) {
      running = true;
      threads.newThread(this::drain).start();
    }
  }

  private void drain() {
    for (var task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (Throwable e) {
        LOG.error("A task of a mailbox failed", e);
      }
    }
  }

  private synchronized @Nullable Task next() {
    var task = waiting == null ? null : waiting.poll();
    if (pausing && (waiting == null || waiting.size() <= capacity / 2)) {
      pausing = false;
      source.resume();
    }
    if (task == null) {
      running = false;
      waiting = null;
    }
    return task;
  }
}
