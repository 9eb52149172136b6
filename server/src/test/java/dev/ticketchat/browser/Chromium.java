package dev.ticketchat.browser;

import dev.ticketchat.testing.DebianProgram;
import java.nio.file.Path;
import java.util.List;

/// Finds the browser that the tests drive.
final class Chromium {
  private static final DebianProgram PROGRAM =
      new DebianProgram(
          "Chromium",
          "CHROMIUM",
          "chromium",
          List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"));

  private Chromium() {}

  /// @throws AssertionError with the line to act on where there is none
  static Path installed() {
    return PROGRAM.installed();
  }
}
