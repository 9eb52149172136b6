package dev.ticketchat.app;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the process well when it is told to end (SIGTERM, SIGINT).
final class Shutdown {
  /// Service managers lose patience at ten seconds; this leaves the JVM its share.
  private static final Duration LIMIT = Duration.ofSeconds(9);

  private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

  private Shutdown() {}

  /// Closes the server on the signal and exits with 0, also when the closing takes too long: all
  /// that was confirmed to anyone is on disk before.
  static void onSignal(Ticketchat server) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "shutdown"));
  }

  private static void end(Ticketchat server) {
    log.info("told to end: finishing what runs");
    var closing = Thread.ofPlatform().daemon().name("close").start(server::close);
    try {
      if (!closing.join(LIMIT)) {
        log.warn("not everything ended within {}", LIMIT);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    // A JVM that a signal ends reports 143; this one did what it was asked.
    Runtime.getRuntime().halt(0);
  }
}
