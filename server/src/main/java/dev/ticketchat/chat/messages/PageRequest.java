package dev.ticketchat.chat.messages;

/// Which part of a ticket's history is wanted. `limit` is 1 to 100.
public sealed interface PageRequest {

  int limit();

  /// The newest messages.
  record Latest(int limit) implements PageRequest {}

  /// The newest of those before a message.
  record Before(MessageId id, int limit) implements PageRequest {}

  /// The oldest of those after a message.
  record After(MessageId id, int limit) implements PageRequest {}

  /// Skipping so many from the oldest.
  record Offset(long offset, int limit) implements PageRequest {}
}
