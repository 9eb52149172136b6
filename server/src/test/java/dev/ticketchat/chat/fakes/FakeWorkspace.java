package dev.ticketchat.chat.fakes;

import dev.ticketchat.chat.files.IncomingFile;
import dev.ticketchat.chat.files.TemporaryFile;
import dev.ticketchat.chat.files.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Temporary files in a folder of the test.
public final class FakeWorkspace implements Workspace {
  private final Path folder;

  public FakeWorkspace(Path folder) {
    this.folder = folder;
  }

  /// A file as a client might send it: with ASCII bytes.
  public IncomingFile incoming(String name, String content) {
    var file = create();
    Texts.write(file.path(), content);
    return new IncomingFile(name, "", file);
  }

  /// What has not been closed or taken away.
  public List<Path> left() {
    try (var files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TemporaryFile create() {
    try {
      return new InFolder(Files.createTempFile(folder, "", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record InFolder(Path path) implements TemporaryFile {
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
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
