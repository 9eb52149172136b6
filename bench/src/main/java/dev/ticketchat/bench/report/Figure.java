package dev.ticketchat.bench.report;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/// One quantity in several rounds. Its value is the median, and lowest and highest say how far to
/// trust it.
///
/// @param rounds what each round gave, in order; one at least
public record Figure(List<Double> rounds) {

  public Figure {
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("a figure needs a round");
    }
    rounds = List.copyOf(rounds);
  }

  public static Figure of(double... rounds) {
    return new Figure(IntStream.range(0, rounds.length).mapToObj(i -> rounds[i]).toList());
  }

  public double median() {
    var sorted = rounds.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  public double lowest() {
    return rounds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  public double highest() {
    return rounds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /// How often the other goes into this, round by round: what slowed a whole round drops out.
  public Figure over(Figure other) {
    return with(other, (a, b) -> a / b);
  }

  private Figure with(Figure other, DoubleBinaryOperator operator) {
    if (rounds.size() != other.rounds.size()) {
      throw new IllegalArgumentException("figures of different rounds");
    }
    return new Figure(
        IntStream.range(0, rounds.size())
            .mapToObj(i -> operator.applyAsDouble(rounds.get(i), other.rounds.get(i)))
            .toList());
  }
}
