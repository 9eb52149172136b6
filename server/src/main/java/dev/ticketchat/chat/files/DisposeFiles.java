package dev.ticketchat.chat.files;

import java.util.ArrayList;
import java.util.List;

/// Deletes stored files that no message has.
///
/// The order is what makes it safe. First they are withdrawn: one transaction finds out which are
/// not claimed, and keeps a message whose storing is still under way from claiming them later, so
/// that a file is never deleted under a message. Then the withdrawn ones are deleted. Their rows go
/// last: a crash or an outage in between leaves a row, by which a sweep finds the file again, and
/// never a file without a row, which nobody would find.
final class DisposeFiles {
  private final FileRegistry registry;
  private final FileStore store;

  DisposeFiles(FileRegistry registry, FileStore store) {
    this.registry = registry;
    this.store = store;
  }

  /// How many were deleted.
  ///
  /// @throws dev.ticketchat.chat.Refused `UNAVAILABLE` when registry or store cannot be reached; a
  ///   sweep does the rest
  int dispose(List<FileName> names) {
    var withdrawn = registry.withdraw(names);
    var deleted = new ArrayList<FileName>(withdrawn.size());
    try {
      for (var name : withdrawn) {
        store.delete(name);
        deleted.add(name);
      }
    } finally {
      if (!deleted.isEmpty()) {
        registry.forget(deleted);
      }
    }
    return deleted.size();
  }
}
