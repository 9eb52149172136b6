package dev.ticketchat.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A program that tests need: the one that an environment variable names, else one on the `PATH` or
/// in `/usr/sbin`, else Debian's, installed where this process may do so.
///
/// @param title what people call it
/// @param variable the environment variable
/// @param debianPackage what Debian calls it
/// @param names of its file, the best first
public record DebianProgram(
    String title, String variable, String debianPackage, List<String> names) {
  private static final Path APT = Path.of("/usr/bin/apt-get");

  /// Where it is.
  ///
  /// @throws AssertionError with the line to act on where there is none
  public Path installed() {
    return named()
        .or(this::inFolders)
        .or(this::fromDebian)
        .orElseThrow(() ->
            new AssertionError(
                ("These tests need %s: install it (Debian: apt-get install %s) or name it in the"
                        + " environment variable %s.")
                    .formatted(title, debianPackage, variable)));
  }

  private Optional<Path> named() {
    return Optional.ofNullable(System.getenv(variable)).map(Path::of);
  }

  private Optional<Path> inFolders() {
    var path = System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator, -1);
    return names.stream()
        .flatMap(name ->
            Stream.concat(Stream.of(path), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Optional<Path> fromDebian() {
    if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(APT)) {
      return Optional.empty();
    }
    try (var lock = lock()) {
      lock.lock();
      apt("update", "-q");
      apt("install", "-q", "-y", "--no-install-recommends", debianPackage);
      return inFolders();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void apt(String... arguments) throws IOException {
    var command = Stream.concat(Stream.of(APT.toString()), Stream.of(arguments)).toList();
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    try {
      builder.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while installing " + title, e);
    }
  }

  /// Keeps two builds in one folder from installing at the same time.
  private static FileChannel lock() throws IOException {
    Files.createDirectories(Path.of("target"));
    return FileChannel.open(
        Path.of("target/apt.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
