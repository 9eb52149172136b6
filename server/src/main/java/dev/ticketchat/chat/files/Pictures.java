package dev.ticketchat.chat.files;

import java.nio.file.Path;
import java.util.Optional;

/// Works on pictures. Blocks; the memory of all calls together is bounded; safe from any thread.
public interface Pictures {

  /// Removes the position where a picture was taken from its metadata, in place. Every other byte
  /// of the picture stays as it was.
  ///
  /// @return whether there was one
  boolean removePosition(Path file, FileType type);

  /// Writes a thumbnail of at most 480 by 480 pixels to `target`, upright as the picture says.
  ///
  /// @return its type; empty where none can be made
  Optional<FileType> thumbnail(Path picture, FileType type, Path target);
}
