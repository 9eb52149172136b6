package dev.ticketchat.bench.report;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// How values lie along an axis, and which of them are marked on it.
///
/// @param logarithmic whether each step is a factor rather than a difference
public record Scale(boolean logarithmic, double from, double to, List<Double> marks) {
  private static final int LINEAR_MARKS = 4;

  /// From 0 to at least this, marked at round numbers.
  public static Scale linear(double highest) {
    var step = roundStep(highest / LINEAR_MARKS);
    var count = (int) Math.ceil(highest / step);
    return new Scale(
        false, 0, count * step, IntStream.rangeClosed(0, count).mapToObj(i -> i * step).toList());
  }

  /// Whole powers of ten around these values.
  public static Scale powersOfTen(double lowest, double highest) {
    var first = (int) Math.floor(Math.log10(lowest));
    var last = Math.max(first + 1, (int) Math.ceil(Math.log10(highest)));
    return new Scale(
        true,
        Math.pow(10, first),
        Math.pow(10, last),
        IntStream.rangeClosed(first, last).mapToObj(power -> Math.pow(10, power)).toList());
  }

  /// As wide as these values, each a factor apart, and marked at them.
  public static Scale factors(List<Double> values) {
    return new Scale(true, values.getFirst(), values.getLast(), values);
  }

  /// Where a value lies, from 0 to 1; what is beyond the ends lies at them.
  double position(double value) {
    var inside = Math.clamp(value, from, to);
    return logarithmic
        ? Math.log(inside / from) / Math.log(to / from)
        : (inside - from) / (to - from);
  }

  private static double roundStep(double least) {
    var power = Math.pow(10, Math.floor(Math.log10(least)));
    return DoubleStream.of(1, 2, 5, 10)
        .map(digit -> digit * power)
        .filter(step -> step >= least)
        .findFirst()
        .orElseThrow();
  }
}
