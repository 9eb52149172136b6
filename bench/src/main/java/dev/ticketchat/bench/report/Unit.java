package dev.ticketchat.bench.report;

import java.util.Locale;

/// What a number counts, and how it is printed: with three digits that say something, or whole.
public enum Unit {
  COUNT(""),
  PER_SECOND("/s"),
  MICROSECONDS(" µs"),
  MILLISECONDS(" ms"),
  SECONDS(" s"),
  BYTES(" B"),
  KILOBYTES(" KB"),
  MEGABYTES(" MB"),
  /// Printed as `12.3x`, or as `1/4.6`, which is easier to compare with a goal than 0.217.
  RATIO("");

  private static final double LEAST_WHOLE = 99.95;
  private static final double LEAST_WITH_ONE_DIGIT = 9.995;

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  /// With the unit, as in a sentence.
  public String print(double value) {
    return plain(value) + symbol;
  }

  /// Without it, as in a column whose head says it.
  String plain(double value) {
    if (this == RATIO) {
      return value < 1 && value > 0 ? "1/" + number(1 / value) : number(value) + "x";
    }
    return number(value);
  }

  String symbol() {
    return symbol.strip();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,." + digits(Math.abs(value)) + "f", value);
  }

  private static int digits(double size) {
    if (size >= LEAST_WHOLE || size == Math.rint(size)) {
      return 0;
    }
    return size >= LEAST_WITH_ONE_DIGIT ? 1 : Math.max(2, 1 + (int) -Math.floor(Math.log10(size)));
  }
}
