package dev.ticketchat.faults.soak;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does things again and again, each on a virtual thread, until it is closed. What fails is counted
/// and done again at its next turn: a cut may be the reason.
final class Beat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Beat.class);

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final Queue<AssertionError> wrong = new ConcurrentLinkedQueue<>();

  /// Something that may fail.
  interface Step {
    void run() throws Exception;
  }

  /// A turn that comes while the step still runs is left out.
  void every(Duration interval, Step step) {
    var turn = new Semaphore(1);
    var _ =
        scheduler.scheduleAtFixedRate(
            () -> {
              if (turn.tryAcquire()) {
                Thread.startVirtualThread(() -> attempt(step, turn));
              }
            },
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  int done() {
    return done.get();
  }

  int failed() {
    return failed.get();
  }

  /// What was not as it should be, whatever broke meanwhile.
  List<AssertionError> wrong() {
    return List.copyOf(wrong);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  private void attempt(Step step, Semaphore turn) {
    try {
      step.run();
      done.incrementAndGet();
    } catch (AssertionError e) {
      wrong.add(e);
    } catch (Exception e) {
      failed.incrementAndGet();
      LOG.debug("a step failed", e);
    } finally {
      turn.release();
    }
  }
}
