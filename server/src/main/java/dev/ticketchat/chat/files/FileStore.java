package dev.ticketchat.chat.files;

import java.nio.file.Path;
import java.util.Optional;

/// Keeps files by name. Methods block, and are safe from any thread; when the store cannot be
/// reached, or is full, they throw `Refused` with `UNAVAILABLE`.
public interface FileStore {

  /// Stores a file under a new name. When it returns, the file is whole and durable; when it
  /// throws, there is none of that name. The source may be gone afterwards.
  void put(FileName name, Path source);

  /// A part of a file, to be read and closed by the caller; empty where there is no such file.
  ///
  /// @param from the first byte
  /// @param count how many bytes at most; what the file has of them is given
  Optional<StoredFile> open(FileName name, long from, long count);

  /// Deletes a file; that there is none is no error.
  void delete(FileName name);
}
