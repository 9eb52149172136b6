package dev.ticketchat.infra.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies what is in the write-ahead log of an SQLite database to its file, twice a second, beside
/// the writer and without holding it up. A page that changed often in between is copied once. Where
/// it fails, the log grows until the writer copies it itself.
final class Checkpoints implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final DataSource database;
  private final Thread thread;

  /// Starts the thread.
  Checkpoints(DataSource database) {
    this.database = database;
    this.thread = Thread.ofPlatform().name("checkpoints").daemon().start(this::work);
  }

  /// Returns when the one that runs is done.
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        copyUntilItFails();
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  private void copyUntilItFails() throws InterruptedException {
    try (var connection = database.getConnection()) {
      while (true) {
        copy(connection);
        Thread.sleep(PAUSE);
      }
    } catch (SQLException e) {
      LOG.debug("database: the log was not copied", e);
    }
  }

  private static void copy(Connection connection) throws SQLException {
    try (var checkpoint = connection.createStatement()) {
      checkpoint.execute("PRAGMA wal_checkpoint(PASSIVE)");
    }
  }
}
