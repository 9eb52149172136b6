package dev.ticketchat.bench.load;

import java.util.List;
import picocli.CommandLine.Option;

/// Options: what is told.
final class ReportFlags {
  @Option(
      names = "--server-pid",
      paramLabel = "PID",
      split = ",",
      description = "Tell the CPU and memory of these processes, too.")
  private List<Long> serverPids = List.of();

  @Option(names = "--label", paramLabel = "L", description = "A name in the result.")
  private String label = "";

  @Option(names = "--quiet", description = "No progress on the error stream.")
  private boolean quiet;

  LoadPlan.Reporting reporting() {
    return new LoadPlan.Reporting(serverPids, label, quiet);
  }
}
