package dev.ticketchat.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was opened, to be closed in the opposite order. Used by one thread at a time.
final class Parts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T part) {
    opened.push(part);
    return part;
  }

  /// Closes all of them, also where one fails.
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      var part = opened.pop();
      try {
        part.close();
      } catch (Exception e) {
        log.error("closing {} failed", part.getClass().getSimpleName(), e);
      }
    }
  }
}
