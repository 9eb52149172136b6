package dev.ticketchat.infra.tokens;

import java.nio.charset.StandardCharsets;

/// A text that must not be seen in a log, a message or a debugger's list of variables.
public record Secret(String value) {

  /// The bytes that sign and check: the text as UTF-8.
  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
