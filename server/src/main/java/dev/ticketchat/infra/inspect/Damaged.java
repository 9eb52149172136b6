package dev.ticketchat.infra.inspect;

import java.io.IOException;

/// The bytes break off, or are not what their format says. Carries no stack trace.
final class Damaged extends IOException {

  Damaged(String message) {
    super(message);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
