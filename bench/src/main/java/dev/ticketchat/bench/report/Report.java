package dev.ticketchat.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// All that was found, where, and with what.
///
/// @param when it was measured, as people write it
/// @param command that repeats it
/// @param machine a name and a value each
/// @param loads what the generator was told, in order
public record Report(
    String when,
    String command,
    Map<String, String> machine,
    List<Section> sections,
    List<String> loads) {

  public Report {
    sections = List.copyOf(sections);
    loads = List.copyOf(loads);
  }

  /// Writes `results.md`, `results.json` and the pictures into a folder.
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("results.md"), markdown());
      Files.writeString(folder.resolve("results.json"), Json.print(this));
      for (var section : sections) {
        for (var picture : section.pictures()) {
          Files.writeString(folder.resolve(picture.name() + ".svg"), picture.svg());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(folder), e);
    }
  }

  /// How it was measured, all goals, and then one chapter per run.
  String markdown() {
    var parts = new ArrayList<String>();
    parts.add("# Results");
    parts.add("Measured %s with `%s`.".formatted(when, command));
    var facts = new ArrayList<String>();
    machine.forEach((name, value) -> facts.add("- %s: %s".formatted(name, value)));
    parts.add(String.join("\n", facts));
    var goals = sections.stream().flatMap(section -> section.goals().stream()).toList();
    if (!goals.isEmpty()) {
      parts.add(Markdown.goals(goals));
    }
    sections.forEach(section -> parts.add(Markdown.section(section).strip()));
    return String.join("\n\n", parts) + "\n";
  }
}
