package dev.ticketchat.infra.inspect;

import java.util.function.Supplier;

/// A file and what should be said of it.
///
/// @param sentence what it is, for people
/// @param expected the reason of a refusal, or the type that is found
record Sample(
    String sentence, String name, String declared, Supplier<byte[]> bytes, String expected) {

  static Sample of(String sentence, String name, byte[] bytes, String expected) {
    return new Sample(sentence, name, "", () -> bytes, expected);
  }

  static Sample text(String sentence, String name, String text, String expected) {
    return of(sentence, name, Bytes.text(text), expected);
  }

  static Sample declared(
      String sentence, String name, String declared, byte[] bytes, String expected) {
    return new Sample(sentence, name, declared, () -> bytes, expected);
  }

  /// For what is big: made when it is its turn.
  static Sample made(String sentence, String name, Supplier<byte[]> bytes, String expected) {
    return new Sample(sentence, name, "", bytes, expected);
  }

  @Override
  public String toString() {
    return sentence;
  }
}
