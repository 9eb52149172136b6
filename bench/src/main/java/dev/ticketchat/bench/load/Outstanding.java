package dev.ticketchat.bench.load;

import java.util.concurrent.CompletableFuture;

/// How many deliveries and answers are still to come. On one event loop; others only wait for the
/// futures.
final class Outstanding {
  private long count;
  private CompletableFuture<Boolean> none = new CompletableFuture<>();

  void add(long more) {
    count += more;
  }

  void done(long arrived) {
    count -= arrived;
    if (count <= 0) {
      none.complete(true);
    }
  }

  /// Done when, from now on, there is none.
  CompletableFuture<Boolean> none() {
    none = new CompletableFuture<>();
    done(0);
    return none;
  }
}
