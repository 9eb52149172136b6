package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.Refused;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A write on its way: one thread waits in [#await], if any; the committer's threads call the rest.
/// It is either begun or withdrawn, never both, so a withdrawn write is never stored.
final class PendingWrite<T> {
  private static final Logger LOG = LoggerFactory.getLogger(PendingWrite.class);

  private enum State {
    WAITING,
    BEGUN,
    WITHDRAWN
  }

  private final Write<T> write;
  private final Consumer<? super T> onCommitted;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private final long since = System.nanoTime();

  /// Of the last run.
  private Optional<T> result = Optional.empty();

  /// @param onCommitted called with what the write gave, once that is on disk, whether or not
  ///   anybody still waits
  PendingWrite(Write<T> write, Consumer<? super T> onCommitted) {
    this.write = write;
    this.onCommitted = onCommitted;
  }

  /// Waits for the outcome, until [#giveUp] at the latest.
  ///
  /// @throws Refused `UNAVAILABLE` when the time is over; then the write was withdrawn, or, if it
  ///   had begun, may yet be stored
  T await() {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException reason
          ? reason
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      withdraw();
      throw Refused.unavailable();
    }
  }

  /// Ends the wait where the time is over: `patience` for the write to begin, and once it has,
  /// `grace` more.
  ///
  /// @param now as [System#nanoTime]
  void giveUp(long now, Duration patience, Duration grace) {
    var waited = now - since;
    if ((waited >= patience.toNanos() && withdraw()) || waited >= patience.plus(grace).toNanos()) {
      outcome.completeExceptionally(Refused.unavailable());
    }
  }

  /// Ends the wait, if it is not over. A write that has begun may yet be stored.
  void giveUp() {
    withdraw();
    outcome.completeExceptionally(Refused.unavailable());
  }

  /// Whether the write is to be run now; false when it was withdrawn.
  boolean begin() {
    return state.compareAndSet(State.WAITING, State.BEGUN);
  }

  void run(Statements statements) throws SQLException {
    result = Optional.of(write.run(statements));
  }

  /// The last run is on disk.
  void tell() {
    try {
      result.ifPresent(onCommitted);
    } catch (RuntimeException bug) {
      LOG.error("what follows a commit failed", bug);
    }
  }

  /// Ends the wait, after [#tell].
  void complete() {
    result.ifPresent(outcome::complete);
  }

  void failed(RuntimeException reason) {
    write.failed();
    outcome.completeExceptionally(reason);
  }

  private boolean withdraw() {
    return state.compareAndSet(State.WAITING, State.WITHDRAWN);
  }
}
