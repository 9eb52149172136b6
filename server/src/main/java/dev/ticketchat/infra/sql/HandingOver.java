package dev.ticketchat.infra.sql;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Hands over what is committed, in the order of the log, on one thread of its own: the next
/// transaction does not wait for those who are told of the last one. Where they take longer than
/// transactions do, the committer waits.
///
/// First others are told of all that a transaction wrote, then its callers go on: so their threads
/// are woken together, and not one after the other for a moment each.
final class HandingOver implements AutoCloseable {
  private static final int MOST_BATCHES = 8;

  private final BlockingQueue<List<PendingWrite<?>>> batches =
      new ArrayBlockingQueue<>(MOST_BATCHES);
  private final Thread thread;

  /// Starts the thread.
  HandingOver() {
    thread = Thread.ofPlatform().name("hand-over").start(this::work);
  }

  /// Called by the committer's thread alone, with all of a transaction that is on disk.
  void committed(List<PendingWrite<?>> batch) {
    var interrupted = false; // the committer is being closed: it ends after what it has
    for (var waiting = true; waiting; ) {
      try {
        batches.put(batch);
        waiting = false;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Hands over what waits, then ends. Nothing may be committed after.
  @Override
  public void close() {
    committed(List.of());
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    var more = true;
    while (more) {
      try {
        var batch = batches.take();
        batch.forEach(PendingWrite::tell);
        batch.forEach(PendingWrite::complete);
        more = !batch.isEmpty();
      } catch (InterruptedException _) {
        // Nobody interrupts it.
      }
    }
  }
}
