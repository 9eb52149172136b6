package dev.ticketchat.chat.messages;

/// What became of a [NewMessage].
public sealed interface Appended {

  /// It is stored and on disk.
  record Stored(Message message) implements Appended {}

  /// It was stored before; this is what was stored then.
  record Duplicate(Message message) implements Appended {}

  /// Its key was used for other content.
  record Conflict() implements Appended {}
}
