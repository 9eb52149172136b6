package dev.ticketchat.faults.power;

import java.nio.file.Path;

/// What a process did to its files. Paths are relative to the folder that is followed.
sealed interface Operation {

  record Create(Path path, long inode) implements Operation {}

  record MakeFolder(Path path, long inode) implements Operation {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Write(long inode, long offset, byte[] bytes) implements Operation {}

  record Truncate(long inode, long size) implements Operation {}

  /// What was done to it is on disk.
  ///
  /// @param before how many records there were when it began; no later one need be
  record Sync(long inode, long before) implements Operation {}

  record Rename(Path from, Path to) implements Operation {}

  record Remove(Path path) implements Operation {}
}
