package dev.ticketchat.bench.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// How often what was wrong, and the first of it in words. For one thread.
final class Faults {
  private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
  private Optional<String> first = Optional.empty();

  void add(Fault fault, Supplier<String> words) {
    count(fault, 1);
    if (first.isEmpty()) {
      first = Optional.of(fault.word() + ": " + words.get());
    }
  }

  void count(Fault fault, long times) {
    if (times > 0) {
      counts.merge(fault, times, Long::sum);
    }
  }

  void addAll(Faults others) {
    others.counts.forEach(this::count);
    first = first.or(() -> others.first);
  }

  /// What there was, in the order of [Fault].
  Map<Fault, Long> counts() {
    return counts;
  }

  Optional<String> first() {
    return first;
  }

  boolean none() {
    return counts.keySet().stream().noneMatch(Fault::counts);
  }
}
