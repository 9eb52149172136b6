package dev.ticketchat.chat.files;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Sweeps once at the start and then every ten minutes, on a thread of its own: files that were
/// announced before the start, if this process is the only one, and files that were announced more
/// than an hour ago, which no send takes. A sweep that fails is tried again with the next one.
public final class SweepRegularly implements AutoCloseable {
  private static final Duration AGE = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SweepFiles sweepFiles;
  private final InstantSource clock;
  private final Instant abandonedBefore;
  private final Duration pause;
  private final Consumer<RuntimeException> failures;
  private final Thread thread;

  /// Starts the thread.
  ///
  /// @param alone whether no other process has the same database: then whatever was announced
  ///   before now is abandoned
  /// @param failures told of each sweep that fails
  public SweepRegularly(
      SweepFiles sweepFiles,
      InstantSource clock,
      boolean alone,
      Consumer<RuntimeException> failures) {
    this(sweepFiles, clock, alone, PAUSE, failures);
  }

  SweepRegularly(
      SweepFiles sweepFiles,
      InstantSource clock,
      boolean alone,
      Duration pause,
      Consumer<RuntimeException> failures) {
    this.sweepFiles = sweepFiles;
    this.clock = clock;
    this.abandonedBefore = alone ? clock.instant() : Instant.MIN;
    this.pause = pause;
    this.failures = failures;
    this.thread = Thread.ofVirtual().name("file-sweep").start(this::work);
  }

  /// Ends the thread, and waits for what it is doing.
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (true) {
        sweep();
        Thread.sleep(pause);
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  private void sweep() {
    var old = clock.instant().minus(AGE);
    try {
      sweepFiles.sweep(old.isAfter(abandonedBefore) ? old : abandonedBefore);
    } catch (RuntimeException e) {
      if (!Thread.currentThread().isInterrupted()) {
        failures.accept(e);
      }
    }
  }
}
