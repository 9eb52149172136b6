package dev.ticketchat.chat.files;

import dev.ticketchat.chat.Refused;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/// Does work that keeps a processor busy. On its callers' virtual threads it would hold up every
/// other one: they share the processors by taking turns, and such work gives none away. Safe from
/// any thread.
public final class Workers {
  private final Executor threads;

  /// @param threads of the platform, and few; what it rejects is refused
  public Workers(Executor threads) {
    this.threads = threads;
  }

  /// Waits until the work is done, and returns or throws as it does.
  ///
  /// @throws Refused `UNAVAILABLE` when too much work waits
  public <T> T run(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, threads).join();
    } catch (RejectedExecutionException _) {
      throw Refused.unavailable();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException reason ? reason : e;
    }
  }
}
