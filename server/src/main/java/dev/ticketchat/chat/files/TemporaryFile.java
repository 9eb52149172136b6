package dev.ticketchat.chat.files;

import java.nio.file.Path;

/// A file of nobody yet. Closing it deletes what is left of it; closing twice is closing once, and
/// after a [FileStore] took the file there is nothing to delete. Does not throw.
public interface TemporaryFile extends AutoCloseable {

  Path path();

  /// In bytes.
  long size();

  @Override
  void close();
}
