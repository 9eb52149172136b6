package dev.ticketchat.faults.ledger;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the checker found.
///
/// @param counts of all violations; a kind that is not there is 0
/// @param examples the first of them
public record Verdict(
    Figures figures, Map<Violation.Kind, Integer> counts, List<Violation> examples) {

  /// How much was checked.
  ///
  /// @param deliveries `new_message`s at all clients
  /// @param recovered of the connections
  public record Figures(
      int clients,
      int connections,
      int recovered,
      int sent,
      int acknowledged,
      int refused,
      int deliveries,
      int stored) {}

  public int count(Violation.Kind kind) {
    return counts.getOrDefault(kind, 0);
  }

  public boolean clean() {
    return counts.isEmpty();
  }

  /// All of it in two columns of Markdown.
  public String table() {
    return """
    | what | figure |
    | --- | --- |
    | clients | %d |
    | connections, of them recovered | %d, %d |
    | messages sent, acknowledged, refused | %d, %d, %d |
    | deliveries | %d |
    | messages in history | %d |
    | lost, duplicates, out of order | %d, %d, %d |
    | gaps, phantoms | %d, %d |
    | without an answer, told to stay away | %d, %d |
    """
        .formatted(
            figures.clients,
            figures.connections,
            figures.recovered,
            figures.sent,
            figures.acknowledged,
            figures.refused,
            figures.deliveries,
            figures.stored,
            count(Violation.Kind.LOST),
            count(Violation.Kind.DUPLICATE),
            count(Violation.Kind.OUT_OF_ORDER),
            count(Violation.Kind.GAP),
            count(Violation.Kind.PHANTOM),
            count(Violation.Kind.UNANSWERED),
            count(Violation.Kind.DISMISSED));
  }

  @Override
  public String toString() {
    return counts
        + " in "
        + figures
        + examples.stream()
            .map(found -> "\n  " + found.kind() + " at " + found.where() + ": " + found.what())
            .collect(Collectors.joining());
  }
}
