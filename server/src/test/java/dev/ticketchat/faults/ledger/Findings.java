package dev.ticketchat.faults.ledger;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Collects violations: all are counted, the first are kept.
final class Findings {
  private static final int EXAMPLES = 30;

  private final Map<Violation.Kind, Integer> counts = new EnumMap<>(Violation.Kind.class);
  private final List<Violation> examples = new ArrayList<>();

  void add(Violation.Kind kind, String where, String what) {
    counts.merge(kind, 1, Integer::sum);
    if (examples.size() < EXAMPLES) {
      examples.add(new Violation(kind, where, what));
    }
  }

  Verdict verdict(Verdict.Figures figures) {
    return new Verdict(figures, Map.copyOf(counts), List.copyOf(examples));
  }
}
