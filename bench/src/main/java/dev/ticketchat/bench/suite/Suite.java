package dev.ticketchat.bench.suite;

import dev.ticketchat.bench.process.BenchFailure;
import dev.ticketchat.bench.process.Machine;
import dev.ticketchat.bench.report.Markdown;
import dev.ticketchat.bench.report.Report;
import dev.ticketchat.bench.report.Section;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// Runs one after the other. What a run found is printed when it is done, and all of it is written
/// down each time, so that what is broken off is not lost.
final class Suite {
  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Stand stand;
  private final Journal journal;
  private final PrintStream out;

  Suite(Stand stand, Journal journal, PrintStream out) {
    this.stand = stand;
    this.journal = journal;
    this.out = out;
  }

  /// Runs these, and says whether every one came to its end.
  ///
  /// @param command that repeats this
  /// @param folder for the results
  boolean run(List<Run> runs, String command, Path folder) throws InterruptedException {
    var when = LocalDateTime.now(ZoneId.systemDefault()).format(MINUTES);
    var machine = Machine.describe(stand.installation().project(), stand.diskSync());
    var sections = new ArrayList<Section>();
    var complete = true;
    for (var run : runs) {
      try {
        sections.add(run(run));
        out.println(Markdown.section(sections.getLast()));
        new Report(when, command, machine, sections, journal.loads()).write(folder);
      } catch (BenchFailure e) {
        journal.say("bench: %s did not end: %s".formatted(run.name(), e.getMessage()));
        complete = false;
      }
    }
    journal.say("results are in " + folder);
    return complete;
  }

  private Section run(Run run) throws InterruptedException {
    journal.say(run.name() + ": " + run.summary());
    var section = run.run(stand);
    for (var remark : journal.takeRemarks()) {
      section = section.remarking(remark);
    }
    return section;
  }
}
