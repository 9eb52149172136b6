package dev.ticketchat.app;

/// The level of the log, which `logback.xml` reads when the first logger is made.
final class Logging {

  private Logging() {}

  /// Takes effect if nothing was logged before.
  static void setLevel(String level) {
    System.setProperty("ticketchat.log.level", level);
  }
}
