package dev.ticketchat.infra.scan;

import dev.ticketchat.chat.files.Scanner;
import java.nio.file.Path;
import java.util.List;

/// Several scanners as one: a file is clean when each of them says so. They are asked in order, and
/// the first that finds something, or refuses, has the last word.
public final class ScannersInOrder implements Scanner {
  private final List<Scanner> scanners;

  /// @param scanners the fast ones first
  public ScannersInOrder(List<Scanner> scanners) {
    if (scanners.isEmpty()) {
      throw new IllegalArgumentException("nothing would be scanned");
    }
    this.scanners = List.copyOf(scanners);
  }

  @Override
  public Verdict scan(Path file) {
    for (var scanner : scanners) {
      if (scanner.scan(file) instanceof Verdict.Malicious found) {
        return found;
      }
    }
    return new Verdict.Clean();
  }
}
