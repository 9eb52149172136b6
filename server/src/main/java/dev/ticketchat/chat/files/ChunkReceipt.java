package dev.ticketchat.chat.files;

/// What became of a chunk.
public sealed interface ChunkReceipt {

  /// Where the next chunk begins.
  long offset();

  /// It is on disk, though not synced: an upload does not outlive the server.
  record Taken(long offset) implements ChunkReceipt {}

  /// It came before, and changed nothing.
  record Repeated(long offset) implements ChunkReceipt {}
}
