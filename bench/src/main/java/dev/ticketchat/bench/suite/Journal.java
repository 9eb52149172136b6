package dev.ticketchat.bench.suite;

import dev.ticketchat.bench.process.Load;
import dev.ticketchat.bench.process.LoadResult;
import dev.ticketchat.bench.process.Server;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// What was done so far, and what is to be said about it: loads that failed, and how much of the
/// machine somebody else had.
final class Journal {
  /// Processors that others may have before a reader is told.
  private static final double QUIET = 0.2;

  private final PrintStream progress;
  private final List<String> loads = new ArrayList<>();
  private final SequencedMap<String, List<String>> troubles = new LinkedHashMap<>();
  private double others;

  Journal(PrintStream progress) {
    this.progress = progress;
  }

  void say(String line) {
    progress.println(line);
  }

  void begin(Server server, Load load) {
    var line =
        load.options().entrySet().stream()
            .filter(option -> !option.getKey().matches("secret|claims.*"))
            .map(option -> option.getKey() + " " + option.getValue())
            .collect(Collectors.joining(", ", server.peer().title() + ": ", ""));
    loads.add(line);
    say("  " + line);
  }

  void note(Server server, LoadResult result) {
    others = Math.max(others, result.otherCores());
    result
        .trouble()
        .ifPresent(trouble ->
            troubles.computeIfAbsent(server.peer().title(), _ -> new ArrayList<>()).add(trouble));
  }

  /// All loads, in order.
  List<String> loads() {
    return List.copyOf(loads);
  }

  /// What is to be said since this was asked before.
  List<String> takeRemarks() {
    var taken = new ArrayList<String>();
    troubles.forEach((server, all) ->
        taken.add(
            "%2$s had errors in %1$d of its loads, the first: %3$s"
                .formatted(all.size(), server, all.getFirst())));
    if (others > QUIET) {
      taken.add(
          "other processes had up to %.1f of the cores meanwhile: repeat it on a quiet machine."
              .formatted(others));
    }
    troubles.clear();
    others = 0;
    return taken;
  }
}
