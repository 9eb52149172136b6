package dev.ticketchat.faults.power;

import java.nio.file.Path;

/// What a process did to its files. Paths are relative to the folder that is followed.
sealed interface Operation {

  record Create(Path path, long inode) implements Operation {}

  record MakeFolder(Path path, long inode) implements Operation {}

  record Write(long inode, long offset, byte[] bytes) implements Operation {}

  record Truncate(long inode, long size) implements Operation {}

  /// @param before how many records there were when it began; they are on disk
  record Sync(long inode, long before) implements Operation {}

  record Rename(Path from, Path to) implements Operation {}

  record Remove(Path path) implements Operation {}
}
