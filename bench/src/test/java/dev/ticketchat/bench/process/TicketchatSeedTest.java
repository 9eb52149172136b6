package dev.ticketchat.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the tables that the server makes.
class TicketchatSeedTest {
  private static final Path TABLES = Path.of("../server/src/main/resources/db/migration");

  @TempDir Path folder;
  private Path database;

  @BeforeEach
  void makeTables() throws IOException, SQLException {
    database = folder.resolve("ticketchat.db");
    try (var connection = connect();
        var statement = connection.createStatement();
        var files = Files.list(TABLES)) {
      for (var file : files.sorted().toList()) {
        statement.executeUpdate(
            Files.readString(file)
                .replace("${identity}", "INTEGER PRIMARY KEY")
                .replace("${clustered}", "WITHOUT ROWID"));
      }
    }
  }

  @Test
  void theFirstTicketHasItsShareAndTheOthersTheRestEvenly() throws SQLException {
    TicketchatSeed.fill(new Seed(1_000, 10, 100), database);

    assertThat(rows("SELECT last_seq FROM tickets ORDER BY number"))
        .containsExactly("100", "100", "100", "100", "100", "100", "100", "100", "100", "100");
    assertThat(rows("SELECT count(*) FROM messages WHERE ticket = 1 AND position <= 500"))
        .containsExactly("50");
  }

  @Test
  void everyTicketIsNumberedWithoutGapsAndWrittenInTurn() throws SQLException {
    TicketchatSeed.fill(new Seed(1_000, 7, 300), database);

    assertThat(
            rows(
                """
                SELECT count(*) FROM tickets t
                WHERE last_seq <> (SELECT count(*) FROM messages WHERE ticket = t.number)
                  OR client_id <> (SELECT u.id FROM messages m JOIN users u ON u.number = m.sender
                                   WHERE m.ticket = t.number AND m.seq = 1)
                """))
        .containsExactly("0");
    assertThat(
            rows(
                """
                SELECT DISTINCT u.id || ' ' || m.sender_role
                FROM messages m JOIN users u ON u.number = m.sender WHERE ticket = 3 ORDER BY 1
                """))
        .containsExactly("u4 CLIENT", "u5 SUPER_ADMIN");
  }

  @Test
  void aSingleTicketMayHaveAllOfThem() throws SQLException {
    TicketchatSeed.fill(new Seed(50, 1, 50), database);

    assertThat(rows("SELECT last_seq FROM tickets")).containsExactly("50");
  }

  @Test
  void theServerNeedNotDeriveAnythingAgain() throws SQLException {
    TicketchatSeed.fill(new Seed(1_000, 7, 300), database);

    assertThat(rows("SELECT right_up_to FROM log_views")).containsExactly("1000");
    assertThat(rows("SELECT count(*) FROM ticket_messages WHERE ticket = 1"))
        .containsExactly("300");
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + database);
  }

  private List<String> rows(String query) throws SQLException {
    var values = new ArrayList<String>();
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
