package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.infra.OutageLog;
import dev.ticketchat.infra.metrics.Metrics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The only writer of the database. Its one thread takes all writes that wait, runs them in one
/// transaction, and lets their callers go on when it is on disk: while one transaction is synced,
/// the next one gathers (group commit). A second thread tells callers and others what is on disk,
/// in the order it was written.
///
/// A write that fails by its own fault leaves the transaction, and the others run again without it.
/// When the database fails, all writes of the transaction are refused with `UNAVAILABLE`, and the
/// next ones try again on a new connection.
final class Committer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  /// @param queue how many writes may wait; one more is refused at once
  /// @param batch how many writes one transaction may hold
  /// @param patience how long a write may wait to begin before it is withdrawn
  /// @param grace how much longer a caller waits for a write that has begun
  record Bounds(int queue, int batch, Duration patience, Duration grace) {
    static final Bounds STANDARD =
        new Bounds(4_096, 256, Duration.ofSeconds(8), Duration.ofMillis(1_500));
  }

  private final Database database;
  private final Metrics metrics;
  private final Bounds bounds;
  private final BlockingQueue<PendingWrite<?>> queue;
  private final OutageLog outage = new OutageLog("database: writing");
  private final HandingOver handingOver = new HandingOver();
  private final Patience patience;
  private final Thread thread;
  private volatile boolean closing;

  /// Whether the views are behind the log.
  private volatile boolean behind = true;

  /// The committer's thread alone uses it; null until it is needed, and after a failure.
  private @Nullable Statements connected;

  /// Starts the thread.
  Committer(Database database, Metrics metrics, Bounds bounds) {
    this.database = database;
    this.metrics = metrics;
    this.bounds = bounds;
    this.queue = new ArrayBlockingQueue<>(bounds.queue());
    this.patience = new Patience(bounds.patience(), bounds.grace());
    this.thread = Thread.ofPlatform().name("committer").start(this::work);
  }

  /// Runs a write and returns what it gave, after its transaction is on disk.
  ///
  /// @throws Refused `UNAVAILABLE` when the queue is full, the time is over (see [Bounds]), or the
  ///   database fails
  /// @throws RuntimeException what the write threw; then nothing of it is stored
  <T> T commit(Write<T> write) {
    return commit(write, _ -> {});
  }

  /// As [#commit(Write)], and has others know of it before this returns.
  ///
  /// @param onCommitted called with what the write gave when it is on disk, for one write after the
  ///   other in the order they were made, also where this has given up; returns at once
  <T> T commit(Write<T> write, Consumer<? super T> onCommitted) {
    var pending = new PendingWrite<>(write, onCommitted);
    if (!offer(pending)) {
      throw Refused.unavailable();
    }
    return patience.await(pending);
  }

  /// Has a write made soon, after those that were asked for before, and waits for nothing.
  ///
  /// @return false where it is refused, since the queue is full or closed
  boolean submit(Write<?> write) {
    return submit(write, _ -> {});
  }

  /// As [#submit(Write)].
  ///
  /// @param onCommitted as in [#commit(Write, Consumer)]
  <T> boolean submit(Write<T> write, Consumer<? super T> onCommitted) {
    return offer(new PendingWrite<>(write, onCommitted));
  }

  /// Gives the views of the log ([LogViews]) what was told and they do not have yet.
  ///
  /// @throws Refused as [#commit(Write)]
  void catchUp() {
    if (behind) {
      commit(statements -> {
        statements.views().wantCaughtUp();
        return true;
      });
    }
  }

  private boolean offer(PendingWrite<?> pending) {
    return !closing && queue.offer(pending) && !(closing && queue.remove(pending));
  }

  /// Commits what waits and hands it over, then ends the threads. Writes that come later are
  /// refused.
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(bounds.patience());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      patience.close();
    }
  }

  private void work() {
    try {
      while (true) {
        var first = queue.take();
        commitAll(batch(first));
      }
    } catch (InterruptedException _) {
      for (var next = queue.poll(); next != null; next = queue.poll()) {
        commitAll(batch(next));
      }
    } finally {
      disconnect();
      handingOver.close();
    }
  }

  private List<PendingWrite<?>> batch(PendingWrite<?> first) {
    var batch = new ArrayList<PendingWrite<?>>();
    batch.add(first);
    queue.drainTo(batch, bounds.batch() - 1);
    batch.removeIf(write -> !write.begin());
    return batch;
  }

  private void commitAll(List<PendingWrite<?>> batch) {
    try {
      while (!batch.isEmpty() && !commitTogether(batch)) {
        // One write less; again.
      }
    } catch (SQLException e) {
      outage.failed(e);
      disconnect();
      batch.forEach(write -> write.failed(Refused.unavailable()));
    }
  }

  /// Whether the batch is on disk; otherwise nothing of it is, and it is one write shorter.
  private boolean commitTogether(List<PendingWrite<?>> batch) throws SQLException {
    var began = System.nanoTime();
    var statements = connect();
    for (var write : batch) {
      var fault = run(write, statements);
      if (fault != null) {
        statements.rollback();
        write.failed(fault);
        batch.remove(write);
        return false;
      }
    }
    statements.commit();
    behind = statements.views().areBehind();
    outage.worked();
    metrics.committed(batch.size(), Duration.ofNanos(System.nanoTime() - began));
    handingOver.committed(List.copyOf(batch));
    return true;
  }

  /// What the write is to be blamed for, if anything.
  private @Nullable RuntimeException run(PendingWrite<?> write, Statements statements)
      throws SQLException {
    try {
      write.run(statements);
      return null;
    } catch (SQLException e) {
      if (database.isOutage(e)) {
        throw e;
      }
      return new IllegalStateException("a write failed", e);
    } catch (RuntimeException e) {
      return e;
    } catch (Error e) {
      return new IllegalStateException("a write failed", e);
    }
  }

  private Statements connect() throws SQLException {
    var statements = connected;
    if (statements == null) {
      statements = new Statements(database.connectWriter());
      connected = statements;
      statements.takeOver();
    }
    return statements;
  }

  private void disconnect() {
    try (var _ = connected) {
      connected = null;
    } catch (SQLException e) {
      LOG.debug("database: the writer's connection did not close", e);
    }
  }
}
