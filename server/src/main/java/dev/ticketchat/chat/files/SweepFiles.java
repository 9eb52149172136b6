package dev.ticketchat.chat.files;

import java.time.Instant;

/// Deletes the files that were announced for a message and never came to belong to one: what a
/// crash or an outage left behind. Blocks; safe from any thread, and from several nodes at once.
public final class SweepFiles {
  private static final int BATCH = 100;

  private final FileRegistry registry;
  private final DisposeFiles disposeFiles;

  public SweepFiles(FileRegistry registry, FileStore store) {
    this.registry = registry;
    this.disposeFiles = new DisposeFiles(registry, store);
  }

  /// Deletes all that were announced before that moment, which must be so long ago that none of
  /// them is still being stored. A message that is stored meanwhile keeps its files.
  ///
  /// @return how many were deleted
  /// @throws dev.ticketchat.chat.Refused `UNAVAILABLE` when registry or store cannot be reached;
  ///   another sweep goes on from there
  public int sweep(Instant before) {
    var swept = 0;
    for (var names = registry.unclaimed(before, BATCH);
        !names.isEmpty();
        names = registry.unclaimed(before, BATCH)) {
      swept += disposeFiles.dispose(names);
    }
    return swept;
  }
}
