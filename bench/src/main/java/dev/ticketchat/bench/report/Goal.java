package dev.ticketchat.bench.report;

/// Something that this project promises, and what was measured of it.
///
/// @param what the quantity, and what it is compared with
public record Goal(String what, Unit unit, Figure measured, Bound bound) {

  public static Goal atMost(double most, String what, Unit unit, Figure measured) {
    return new Goal(what, unit, measured, new Bound.AtMost(most));
  }

  public static Goal atLeast(double least, String what, Unit unit, Figure measured) {
    return new Goal(what, unit, measured, new Bound.AtLeast(least));
  }

  /// By the median of the rounds.
  public boolean met() {
    return bound.admits(measured.median());
  }

  /// `yes` or `no`, and where the rounds disagree, how many of them said yes.
  public String verdict() {
    var word = met() ? "yes" : "no";
    var rounds = measured.rounds().size();
    var admitted = measured.rounds().stream().filter(bound::admits).count();
    return admitted == 0 || admitted == rounds
        ? word
        : "%s (in %d of %d rounds)".formatted(word, admitted, rounds);
  }
}
