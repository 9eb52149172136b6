package dev.ticketchat.api.socket;

import java.util.concurrent.Semaphore;

/// Lets a few through at a time, the others after them in the order they came. Where thousands come
/// or go at once, those who stay need not wait behind all of them for a processor or a store.
final class Turnstile {
  private final Semaphore places;

  Turnstile(int places) {
    this.places = new Semaphore(places, true);
  }

  /// At least for two cores: one that blocks must not hold up all.
  static Turnstile perCore(int places) {
    return new Turnstile(places * Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

  /// Runs an action when there is a place; blocks until it is done.
  void pass(Runnable action) {
    places.acquireUninterruptibly();
    try {
      action.run();
    } finally {
      places.release();
    }
  }
}
