package dev.ticketchat.bench.report;

/// What a goal asks of a number.
public sealed interface Bound {
  double value();

  record AtMost(double value) implements Bound {}

  record AtLeast(double value) implements Bound {}

  default boolean admits(double measured) {
    return switch (this) {
      case AtMost(var most) -> measured <= most;
      case AtLeast(var least) -> measured >= least;
    };
  }

  default String print(Unit unit) {
    return switch (this) {
      case AtMost(var most) -> "≤ " + unit.print(most);
      case AtLeast(var least) -> "≥ " + unit.print(least);
    };
  }
}
