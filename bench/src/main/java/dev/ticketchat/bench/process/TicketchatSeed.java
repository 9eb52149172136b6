package dev.ticketchat.bench.process;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// Writes a [Seed] into Ticketchat's tables, far faster than through its API. This is all that the
/// benchmarks know of them.
final class TicketchatSeed {
  private static final String USERS =
      """
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < 2 * :tickets)
      INSERT INTO users (number, id, name, email)
      SELECT i + 1, 'u' || i, 'User ' || i, 'u' || i || '@example.com' FROM n
      """;

  private static final String TICKETS =
      """
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :tickets)
      INSERT INTO tickets (number, id, client_id, title, status, created_at, active_at, last_seq)
      SELECT i + 1, 't' || i, 'u' || (2 * i), 'Seeded', 'open', :begin, :end, 0 FROM n
      """;

  /// The first ticket has its share of any stretch of messages; the others take turns.
  private static final String MESSAGES =
      """
      WITH RECURSIVE
        n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :messages),
        shared(i, before, is_first) AS (
          SELECT i, i * :first / :messages,
            (i + 1) * :first / :messages > i * :first / :messages
          FROM n),
        placed(i, ticket, seq) AS (
          SELECT i,
            iif(is_first, 0, 1 + (i - before) % max(1, :tickets - 1)),
            iif(is_first, before, (i - before) / max(1, :tickets - 1)) + 1
          FROM shared)
      INSERT INTO messages (position, ticket, seq, sender, sender_role, created_at, text)
      SELECT i + 1, ticket + 1, seq, 2 * ticket + 2 - seq % 2,
        iif(seq % 2, 'CLIENT', 'SUPER_ADMIN'), :begin + i * 1000,
        'the quick brown fox jumps over the lazy dog, and once more over the same lazy dog, number '
          || i
      FROM placed
      """;

  /// What the server derives from the log as it goes.
  private static final List<String> VIEWS =
      List.of(
          """
          INSERT INTO ticket_messages (ticket, seq, position)
          SELECT ticket, seq, position FROM messages ORDER BY ticket, seq
          """,
          """
          UPDATE tickets SET last_seq = coalesce(
            (SELECT max(seq) FROM ticket_messages WHERE ticket = tickets.number), 0)
          """,
          "UPDATE log_views SET right_up_to = :messages");

  private TicketchatSeed() {}

  static void fill(Seed seed, Path database) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
      // If this is broken off, the database is of no use.
      run(connection, "PRAGMA journal_mode = OFF");
      run(connection, "PRAGMA synchronous = OFF");
      run(connection, "PRAGMA cache_size = -1000000");
      connection.setAutoCommit(false);
      for (var command : commands()) {
        run(connection, filled(command, seed));
      }
      connection.commit();
      connection.setAutoCommit(true);
      run(connection, "PRAGMA journal_mode = WAL");
    } catch (SQLException e) {
      throw new BenchFailure("%s cannot be filled.".formatted(database), e);
    }
  }

  private static List<String> commands() {
    return Stream.concat(Stream.of(USERS, TICKETS, MESSAGES), VIEWS.stream()).toList();
  }

  private static void run(Connection connection, String command) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static String filled(String command, Seed seed) {
    var end = System.currentTimeMillis();
    return command
        .replace(":messages", Integer.toString(seed.messages()))
        .replace(":tickets", Integer.toString(seed.tickets()))
        .replace(":first", Integer.toString(seed.first()))
        .replace(":begin", Long.toString(end - seed.messages() * 1000L))
        .replace(":end", Long.toString(end));
  }
}
