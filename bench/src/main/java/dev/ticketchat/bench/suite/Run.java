package dev.ticketchat.bench.suite;

import dev.ticketchat.bench.report.Section;

/// One comparison.
interface Run {
  /// What it is called by on the command line.
  String name();

  /// What it measures, for a list of all.
  String summary();

  /// Whether it is run when none is named.
  default boolean byDefault() {
    return true;
  }

  Section run(Stand stand) throws InterruptedException;
}
