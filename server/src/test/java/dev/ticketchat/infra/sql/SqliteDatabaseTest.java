package dev.ticketchat.infra.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.infra.Unusable;
import dev.ticketchat.infra.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqliteDatabaseTest {
  @TempDir Path folder;

  @Test
  void makesItsFolderAndOpensAgain() {
    var deep = folder.resolve("some/where");

    SqliteDatabase.open(deep).close();
    SqliteDatabase.open(deep).close();

    assertThat(deep.resolve("ticketchat.db")).exists();
  }

  @ParameterizedTest
  @CsvSource({"journal_mode, wal", "synchronous, 2", "foreign_keys, 1", "busy_timeout, 2000"})
  void isSetUpToKeepWhatItCommits(String setting, String value) throws SQLException {
    try (var database = SqliteDatabase.open(folder);
        var connection = database.connectWriter()) {
      assertThat(single(connection, "PRAGMA " + setting)).isEqualTo(value);
    }
  }

  @Test
  void readsOnConnectionsThatCannotWrite() throws SQLException {
    try (var database = SqliteDatabase.open(folder);
        var connection = database.readers().getConnection();
        var statement = connection.createStatement()) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(
              () -> statement.execute("INSERT INTO users (id, name, email) VALUES ('', '', '')"));
    }
  }

  @Test
  void isReadByItsOwnerAlone() throws Exception {
    var made = folder.resolve("above").resolve("data");
    try (var database = SqliteDatabase.open(made);
        var connection = database.connectWriter();
        var statement = connection.createStatement()) {
      statement.execute("INSERT INTO users (id, name, email) VALUES ('u', 'U', 'u@example.com')");

      assertThat(permissions(made)).isEqualTo("rwx------");
      for (var name : List.of("ticketchat.db", "ticketchat.db-wal", "ticketchat.db-shm")) {
        assertThat(permissions(made.resolve(name))).as(name).isEqualTo("rw-------");
      }
    }
  }

  @Test
  void isUsedByOneServerAtATime() {
    try (var _ = SqliteDatabase.open(folder)) {
      expectSentence(folder, "The data folder " + folder + " is in use by another Ticketchat.");
    }
    SqliteDatabase.open(folder).close();
  }

  @Test
  void saysThatAFolderCannotBeWritten() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "in the way");
    var below = file.resolve("data");

    expectSentence(below, "The data folder " + below + " cannot be written.");
  }

  @Test
  void saysThatAFileIsNoDatabaseAndLeavesItAlone() throws IOException {
    var file = Files.writeString(folder.resolve("ticketchat.db"), "no database ".repeat(1_000));

    expectSentence(folder, file + " is no database that can be opened and written.");
    expectSentence(folder, file + " is no database that can be opened and written.");

    assertThat(file).content().startsWith("no database no database");
  }

  @Test
  void saysThatADatabaseIsOfANewerVersion() throws SQLException {
    try (var database = SqliteDatabase.open(folder);
        var connection = database.connectWriter();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO flyway_schema_history
            (installed_rank, version, description, type, script, checksum, installed_by,
             execution_time, success)
          VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, 1)
          """);
      connection.commit();
    }

    expectSentence(
        folder,
        folder.resolve("ticketchat.db")
            + " was made by another version of Ticketchat, or changed.");
  }

  @Test
  void keepsTheMessagesOfADatabaseFromBeforeThereWereFiles() throws SQLException {
    makeFirstVersion(folder.resolve("ticketchat.db"));

    try (var metrics = new Metrics();
        var stores = new SqlStores(SqliteDatabase.open(folder), InstantSource.system(), metrics)) {
      var message = stores.messages().between(List.of(new TicketId("t")), 0, 1, 1).getFirst();
      assertThat(message.text()).isEqualTo("old");
      assertThat(message.attachments()).isEmpty();
    }
  }

  private static void makeFirstVersion(Path file) throws SQLException {
    var url = "jdbc:sqlite:" + file;
    Flyway.configure()
        .dataSource(url, "", "")
        .placeholders(Map.of("identity", "INTEGER PRIMARY KEY"))
        .target("1")
        .load()
        .migrate();
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("INSERT INTO users (number, id, name, email) VALUES (1, 'u', 'U', '')");
      statement.execute("INSERT INTO tickets VALUES (1, 't', 'u', 'T', 'open', 1, 1, 1)");
      statement.execute("INSERT INTO messages VALUES (1, 1, 1, 1, 'CLIENT', 1, 'old', NULL, NULL)");
    }
  }

  private static void expectSentence(Path folder, String sentence) {
    assertThatExceptionOfType(Unusable.class)
        .isThrownBy(() -> SqliteDatabase.open(folder))
        .withMessage(sentence);
  }

  private static String single(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
