package dev.ticketchat.chat.files;

/// Where files lie until they are stored or refused. What a crash leaves there is deleted at the
/// next start. Safe from any thread.
public interface Workspace {

  /// A new and empty file, to be written by the caller.
  ///
  /// @throws dev.ticketchat.chat.Refused `UNAVAILABLE` when the disk is full
  TemporaryFile create();
}
