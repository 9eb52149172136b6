package dev.ticketchat.bench.load;

/// What an option must be.
final class Require {
  private Require() {}

  /// Holds an option to a rule.
  ///
  /// @throws BadOption with the sentence, if it is not so
  static void that(boolean kept, String sentence) {
    if (!kept) {
      throw new BadOption(sentence);
    }
  }
}
