package dev.ticketchat.bench.load;

/// Calls back after some nanoseconds, on the event loop.
interface Alarm {
  void after(long nanos, Runnable call);
}
