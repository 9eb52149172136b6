package dev.ticketchat.chat.files;

/// A file that shall go with a message. It stays its maker's to close, whatever becomes of the
/// message; what a store took is gone by then.
public sealed interface Enclosure {

  /// It came with the message, and nobody has looked at it.
  record Fresh(IncomingFile file) implements Enclosure {}

  /// It came before the message, was checked then, and its bytes were counted.
  record Checked(CheckedFile file) implements Enclosure {}

  /// Files that came before the message, and were sent before: the message can only be a repeat.
  record Sent(Claim.Spent claim) implements Enclosure {}
}
