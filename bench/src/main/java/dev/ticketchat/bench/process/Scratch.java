package dev.ticketchat.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A new folder that is deleted with everything in it when this is closed, or when this JVM is told
/// to end.
public final class Scratch implements AutoCloseable {
  private final Path path;
  private final Thread atExit = new Thread(this::deleteWhatCanBe);

  private Scratch(Path path) {
    this.path = path;
  }

  /// Makes one.
  ///
  /// @param parent made where it is missing; on the disk that is measured, not in memory
  public static Scratch in(Path parent) {
    try {
      var scratch = new Scratch(Files.createTempDirectory(Files.createDirectories(parent), "data"));
      Runtime.getRuntime().addShutdownHook(scratch.atExit);
      return scratch;
    } catch (IOException e) {
      throw new BenchFailure("%s cannot be written.".formatted(parent), e);
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      delete();
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IOException e) {
      throw new BenchFailure("%s cannot be deleted.".formatted(path), e);
    } catch (IllegalStateException _) {
      // this JVM is ending
    }
  }

  private void deleteWhatCanBe() {
    try {
      delete();
    } catch (IOException _) {
      // a server that is ending too may still write there
    }
  }

  private void delete() throws IOException {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
