package dev.ticketchat.infra.tokens;

import java.util.List;
import java.util.Locale;

/// Tells secrets that anybody would try first: those of examples, and repetitions. What passes need
/// not be a good one.
public final class SampleSecrets {
  private static final int FEWEST_CHARACTERS = 8;

  /// Parts of secrets as examples have them, without what stands between letters and digits.
  private static final List<String> PARTS =
      List.of(
          "changeme",
          "changethis",
          "replaceme",
          "replacethis",
          "yoursecret",
          "yourjwtsecret",
          "256bitsecret",
          "384bitsecret",
          "512bitsecret",
          "atleast256bits",
          "atleast32",
          "supersecret",
          "mysecret",
          "thisisasecret",
          "insecure",
          "donotuse",
          "0123456789",
          "1234567890",
          "abcdefghij",
          "qwertyuiop");

  private SampleSecrets() {}

  /// Whether this is one of them.
  public static boolean hasOne(Secret secret) {
    var text = secret.value();
    var bare = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return text.chars().distinct().count() < FEWEST_CHARACTERS
        || isRepetition(text)
        || PARTS.stream().anyMatch(bare::contains);
  }

  /// Whether it begins with a part that comes again and again until its end.
  private static boolean isRepetition(String text) {
    for (var period = 1; period <= text.length() / 2; period++) {
      if (text.startsWith(text.substring(period))) {
        return true;
      }
    }
    return false;
  }
}
