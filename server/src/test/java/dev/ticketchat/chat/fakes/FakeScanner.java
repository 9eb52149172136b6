package dev.ticketchat.chat.fakes;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.Scanner;
import java.nio.file.Path;

/// Finds the word `EICAR`.
public final class FakeScanner implements Scanner {
  private volatile boolean away;

  public void away(boolean away) {
    this.away = away;
  }

  @Override
  public Verdict scan(Path file) {
    if (away) {
      throw Refused.unavailable();
    }
    return Texts.read(file).contains("EICAR")
        ? new Verdict.Malicious("Eicar-Test-Signature")
        : new Verdict.Clean();
  }
}
