package dev.ticketchat.infra.inspect;

/// What the table says of a type.
sealed interface Verdict {

  /// Taken.
  ///
  /// @param extension without its dot; may be empty
  /// @param servedAs the type it is stored and served as; empty for its own
  record Accept(String extension, String servedAs, boolean picture) implements Verdict {}

  /// Not taken.
  ///
  /// @param reason half a sentence that follows a file's name
  record Refuse(String reason) implements Verdict {}
}
