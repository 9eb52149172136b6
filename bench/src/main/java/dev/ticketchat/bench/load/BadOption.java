package dev.ticketchat.bench.load;

/// An option's value cannot be used. The message is a sentence for whoever gave it.
final class BadOption extends RuntimeException {
  BadOption(String sentence) {
    super(sentence);
  }
}
