package dev.ticketchat.bench.micro;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/// Writes results as a Markdown table that reads well in a terminal too.
final class MicroTable {
  private static final String HEAD =
      """
      | benchmark                 |     ns/op |   ± 99.9% | bytes/op |
      | ------------------------- | --------: | --------: | -------: |
      """;
  private static final String BYTES = "gc.alloc.rate.norm";

  private MicroTable() {}

  static String of(Collection<RunResult> results) {
    return results.stream().map(MicroTable::row).collect(Collectors.joining("\n", HEAD, ""));
  }

  private static String row(RunResult result) {
    Result<?> time = result.getPrimaryResult();
    return String.format(
        Locale.ROOT,
        "| %-25s | %,9.0f | %,9.0f | %,8.0f |",
        name(result.getParams().getBenchmark()),
        time.getScore(),
        time.getScoreError(),
        allocated(result).getScore());
  }

  private static Result<?> allocated(RunResult result) {
    return Optional.ofNullable(result.getSecondaryResults().get(BYTES)).orElseThrow();
  }

  /// The class and the method.
  private static String name(String benchmark) {
    var method = benchmark.lastIndexOf('.');
    return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
  }
}
