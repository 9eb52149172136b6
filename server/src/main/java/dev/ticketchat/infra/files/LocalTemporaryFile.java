package dev.ticketchat.infra.files;

import dev.ticketchat.chat.files.TemporaryFile;
import dev.ticketchat.infra.OutageLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// @param leftovers told when it cannot be deleted; then the next start deletes it
record LocalTemporaryFile(Path path, OutageLog leftovers) implements TemporaryFile {

  @Override
  public long size() {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
      leftovers.worked();
    } catch (IOException e) {
      leftovers.failed(Disk.nameless(e));
    }
  }
}
