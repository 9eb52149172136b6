package dev.ticketchat.infra.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ticketchat.infra.Unusable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/// The embedded database: one file in the data folder, which no other process may use meanwhile.
///
/// Its log is written ahead (WAL) and synced at every commit, so a commit survives a crash of the
/// process and of the machine, and readers never wait for the writer. What is in that log is copied
/// to where it belongs by a thread of its own ([Checkpoints]), so that hardly any commit waits for
/// it.
public final class SqliteDatabase implements Database {
  private static final int READERS = 4;
  private static final int BUSY_TIMEOUT_MILLIS = 2_000;
  private static final int POOL_TIMEOUT_MILLIS = 5_000;

  /// More than the log grows to in general: cutting its file and letting it grow again takes tens
  /// of milliseconds, in which nothing is committed.
  private static final int LOG_BYTES_KEPT = 64 * 1024 * 1024;

  /// Where a commit copies the rest of the log itself, and it begins anew: 32 MiB.
  private static final int MOST_LOG_PAGES = 8_192;

  /// In KiB: the ends of all indexes that messages go to.
  private static final int WRITER_CACHE = 32 * 1024;

  private static final Map<String, String> WORDS =
      Map.of("identity", "INTEGER PRIMARY KEY", "clustered", "WITHOUT ROWID");

  /// What a statement can be blamed for; every other code is the database's.
  private static final Set<SQLiteErrorCode> STATEMENT_FAULTS =
      Set.of(
          SQLiteErrorCode.SQLITE_ERROR,
          SQLiteErrorCode.SQLITE_TOOBIG,
          SQLiteErrorCode.SQLITE_CONSTRAINT,
          SQLiteErrorCode.SQLITE_MISMATCH,
          SQLiteErrorCode.SQLITE_RANGE);

  private final DataFolder folder;
  private final SQLiteDataSource writers;
  private final HikariDataSource readers;
  private final Checkpoints checkpoints;

  private SqliteDatabase(DataFolder folder, SQLiteDataSource writers, HikariDataSource readers) {
    this.folder = folder;
    this.writers = writers;
    this.readers = readers;
    this.checkpoints = new Checkpoints(writers);
  }

  /// Opens the database in this folder, or makes a new one, and brings its tables up to date.
  ///
  /// @throws Unusable when the folder cannot be written or is in use, or the file is no database of
  ///   this version
  public static SqliteDatabase open(Path path) {
    var folder = DataFolder.claim(path);
    try {
      return open(folder, folder.file("ticketchat.db"));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static SqliteDatabase open(DataFolder folder, Path file) {
    var writers = source(file, false);
    try (var _ = writers.getConnection()) {
      Migrations.run(writers, WORDS);
      return new SqliteDatabase(folder, writers, pool(source(file, true)));
    } catch (SQLException e) {
      throw new Unusable(file + " is no database that can be opened and written.", e);
    } catch (FlywayException e) {
      throw new Unusable(file + " was made by another version of Ticketchat, or changed.", e);
    }
  }

  @Override
  public Connection connectWriter() throws SQLException {
    var connection = writers.getConnection();
    try (var pragmas = connection.createStatement()) {
      pragmas.execute("PRAGMA wal_autocheckpoint = " + MOST_LOG_PAGES);
      pragmas.execute("PRAGMA cache_size = -" + WRITER_CACHE);
      pragmas.execute("PRAGMA temp_store = MEMORY");
    }
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public DataSource readers() {
    return readers;
  }

  @Override
  public boolean isOutage(SQLException failure) {
    return STATEMENT_FAULTS.stream()
        .noneMatch(code -> code.code == (failure.getErrorCode() & 0xff));
  }

  @Override
  public void close() {
    checkpoints.close();
    readers.close();
    folder.close();
  }

  private static SQLiteDataSource source(Path file, boolean readOnly) {
    var config = new SQLiteConfig();
    config.setReadOnly(readOnly);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enableFullSync(true);
    config.setJournalSizeLimit(LOG_BYTES_KEPT);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.enforceForeignKeys(true);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static HikariDataSource pool(DataSource source) {
    var config = new HikariConfig();
    config.setPoolName("readers");
    config.setDataSource(source);
    config.setReadOnly(true);
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(POOL_TIMEOUT_MILLIS);
    return new HikariDataSource(config);
  }
}
