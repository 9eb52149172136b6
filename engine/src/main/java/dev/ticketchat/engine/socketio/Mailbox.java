package dev.ticketchat.engine.socketio;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A queue of tasks that run one at a time, in the order they came. A thread exists only while
/// there is something to do; an idle mailbox is one small object.
///
/// Past either bound, of tasks or of their bytes, what comes is kept, not refused, but the source
/// is paused until half of it is done: the bound is what the source sends after it was paused.
///
/// A peer that does not read its replies gets no more of them: its requests wait until it has.
final class Mailbox {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final ThreadFactory threads;
  private final int capacity;
  private final int maxBytes;
  private final Source source;
  private @Nullable ArrayDeque<Task> waiting;
  private int bytes;
  private volatile @Nullable Thread runner;
  private boolean running;
  private boolean held;
  private boolean pausing;
  private boolean closed;
  private int beside;
  private @Nullable CompletableFuture<Void> idle;

  /// Something to do.
  @FunctionalInterface
  interface Task {
    void run();

    /// Bytes that it holds while it waits, roughly.
    default int size() {
      return 0;
    }

    /// Whether it is a request of the peer: one that is answered.
    default boolean isRequest() {
      return false;
    }

    /// Called instead of [#run] where it is not going to be done. Must not block.
    default void dropped() {}

    /// A task that keeps so many bytes.
    static Task of(int size, Runnable what) {
      return new Task() {
        @Override
        public void run() {
          what.run();
        }

        @Override
        public int size() {
          return size;
        }
      };
    }
  }

  /// Where tasks come from.
  interface Source {

    /// A mailbox is too full. Each call is followed by one of `resume`.
    void pause();

    void resume();

    /// Whether the peer may have another request answered. If not, [Mailbox#goOn] follows as soon
    /// as it may.
    boolean keepsUp();
  }

  Mailbox(ThreadFactory threads, int capacity, int maxBytes, Source source) {
    this.threads = threads;
    this.capacity = capacity;
    this.maxBytes = maxBytes;
    this.source = source;
  }

  /// Whether the caller is one of its tasks.
  boolean isCaller() {
    return runner == Thread.currentThread();
  }

  /// The peer keeps up again.
  void goOn() {
    startIf(this::isToGoOn);
  }

  /// Adds a task; drops it after [#close].
  void submit(Task task) {
    startIf(() -> {
      if (closed) {
        task.dropped();
        return false;
      }
      return add(task);
    });
  }

  /// Adds the last task.
  void close(Task last) {
    startIf(() -> addLast(last));
  }

  /// Drops what waits, and adds the last task.
  void closeNow(Task last) {
    startIf(() -> {
      if (!closed && waiting != null) {
        waiting.forEach(Task::dropped);
        waiting.clear();
        bytes = 0;
      }
      return addLast(last);
    });
  }

  private boolean isToGoOn() {
    var goesOn = held;
    held = false;
    return goesOn && isToStart();
  }

  private boolean addLast(Task last) {
    if (closed) {
      return false;
    }
    closed = true;
    return add(last);
  }

  /// Does something under the lock that says whether a thread is needed, and starts it outside.
  private void startIf(BooleanSupplier change) {
    boolean needed;
    synchronized (this) {
      needed = change.getAsBoolean();
    }
    if (needed) {
      threads.newThread(this::drain).start();
    }
  }

  /// Runs a task on a thread of its own, at once.
  void runBeside(Runnable task) {
    synchronized (this) {
      beside++;
    }
    threads
        .newThread(() -> {
          try {
            task.run();
          } finally {
            besideEnded();
          }
        })
        .start();
  }

  /// Completes when nothing waits and nothing runs, neither in it nor beside it.
  synchronized CompletableFuture<Void> whenIdle() {
    if (!running && beside == 0) {
      return CompletableFuture.completedFuture(null);
    }
    if (idle == null) {
      idle = new CompletableFuture<>();
    }
    return idle;
  }

  private synchronized void besideEnded() {
    beside--;
    checkIdle();
  }

  private void checkIdle() {
    if (idle != null && !running && beside == 0) {
      idle.complete(null);
      idle = null;
    }
  }

  /// Whether a thread is needed for it.
  private boolean add(Task task) {
    if (waiting == null) {
      waiting = new ArrayDeque<>();
    }
    waiting.add(task);
    bytes += task.size();
    if (!pausing && (waiting.size() > capacity || bytes > maxBytes)) {
      pausing = true;
      source.pause();
    }
    return (!held || closed || !task.isRequest()) && isToStart();
  }

  private boolean isToStart() {
    var starts = !running;
    running = true;
    return starts;
  }

  private void drain() {
    runner = Thread.currentThread();
    for (var task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (Throwable e) {
        LOG.error("A task of a mailbox failed", e);
      }
    }
  }

  private synchronized @Nullable Task next() {
    var task = waiting == null ? null : take(waiting);
    if (task != null) {
      bytes -= task.size();
    }
    int left = waiting == null ? 0 : waiting.size();
    if (pausing && left <= capacity / 2 && bytes <= maxBytes / 2) {
      pausing = false;
      source.resume();
    }
    if (task == null) {
      runner = null;
      running = false;
      held = left > 0;
      waiting = held ? waiting : null;
      checkIdle();
    }
    return task;
  }

  /// The next task; while the peer does not keep up, the next that is no request of it. Those do
  /// not wait for it: the end of its session is one.
  private @Nullable Task take(ArrayDeque<Task> tasks) {
    var first = tasks.peek();
    if (first == null || closed || !first.isRequest() || source.keepsUp()) {
      return tasks.poll();
    }
    for (var each = tasks.iterator(); each.hasNext(); ) {
      var task = each.next();
      if (!task.isRequest()) {
        each.remove();
        return task;
      }
    }
    return null;
  }
}
