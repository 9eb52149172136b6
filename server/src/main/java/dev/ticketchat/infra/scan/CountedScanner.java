package dev.ticketchat.infra.scan;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.Scanner;
import dev.ticketchat.infra.metrics.Metrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/// A scanner whose scans are counted and timed by outcome.
public final class CountedScanner implements Scanner {
  private final Scanner scanner;
  private final String name;
  private final Metrics metrics;
  private final LongSupplier nanoTime;

  /// @param name of the scanner in the figures
  /// @param nanoTime such as `System::nanoTime`
  public CountedScanner(Scanner scanner, String name, Metrics metrics, LongSupplier nanoTime) {
    this.scanner = scanner;
    this.name = name;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
  }

  @Override
  public Verdict scan(Path file) {
    var begin = nanoTime.getAsLong();
    var outcome = "failed";
    try {
      var verdict = scanner.scan(file);
      outcome =
          switch (verdict) {
            case Verdict.Clean _ -> "clean";
            case Verdict.Malicious _ -> "malicious";
          };
      return verdict;
    } catch (Refused e) {
      outcome = e.code() == ErrorCode.UNAVAILABLE ? "unavailable" : "rejected";
      throw e;
    } finally {
      metrics.scanned(name, outcome, Duration.ofNanos(nanoTime.getAsLong() - begin));
    }
  }
}
