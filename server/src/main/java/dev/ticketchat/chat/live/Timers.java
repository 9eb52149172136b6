package dev.ticketchat.chat.live;

import java.time.Duration;

/// Runs tasks later, by a clock that nobody sets. Methods return at once; safe from any thread.
public interface Timers {

  /// Nanoseconds that only grow; only differences mean something.
  long nanoTime();

  /// Runs a task once, after the delay, on a thread of its own: it may block.
  void after(Duration delay, Runnable task);
}
