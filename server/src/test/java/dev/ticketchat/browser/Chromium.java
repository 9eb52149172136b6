package dev.ticketchat.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the browser that the tests drive: the one that `CHROMIUM` names, else one on the `PATH`,
/// else Debian's, installed where this process may do so.
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Path APT = Path.of("/usr/bin/apt-get");

  private Chromium() {}

  /// @throws AssertionError with the line to act on where there is none
  static Path installed() {
    return named()
        .or(Chromium::onPath)
        .or(Chromium::fromDebian)
        .orElseThrow(() ->
            new AssertionError(
                "These tests need Chromium: install it (Debian: apt-get install chromium) or"
                    + " name it in the environment variable CHROMIUM."));
  }

  private static Optional<Path> named() {
    return Optional.ofNullable(System.getenv("CHROMIUM")).map(Path::of);
  }

  private static Optional<Path> onPath() {
    var folders = System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator, -1);
    return NAMES.stream()
        .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> fromDebian() {
    if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(APT)) {
      return Optional.empty();
    }
    apt("update", "-q");
    apt("install", "-q", "-y", "--no-install-recommends", "chromium");
    return onPath();
  }

  private static void apt(String... arguments) {
    var command = Stream.concat(Stream.of(APT.toString()), Stream.of(arguments)).toList();
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    try {
      builder.start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while installing Chromium", e);
    }
  }
}
