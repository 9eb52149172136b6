package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.identity.VerifiedToken;
import dev.ticketchat.chat.recovery.SavedSession;
import dev.ticketchat.chat.recovery.SessionKey;
import dev.ticketchat.chat.tickets.TicketId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/// A saved session as a row. Times are milliseconds since 1970.
final class SessionRow {
  private static final String BETWEEN_TICKETS = "\n";

  private SessionRow() {}

  private static final String SAVE =
      """
      INSERT INTO saved_sessions
        (pid_hash, user_id, name, email, role, company, expires_at, issued_at, tickets, ended_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (pid_hash) DO UPDATE
      SET user_id = excluded.user_id, name = excluded.name, email = excluded.email,
        role = excluded.role, company = excluded.company, expires_at = excluded.expires_at,
        issued_at = excluded.issued_at, tickets = excluded.tickets, ended_at = excluded.ended_at
      """;

  static int save(
      Statements statements, SessionKey key, SavedSession session, Optional<Instant> endedAt)
      throws SQLException {
    var user = session.user();
    var save = statements.prepare(SAVE);
    save.setString(1, key.value());
    save.setString(2, user.id().value());
    save.setString(3, user.name());
    save.setString(4, user.email());
    save.setString(5, user.role().name());
    save.setString(6, user.company().orElse(null));
    setTime(save, 7, session.token().expiresAt());
    setTime(save, 8, session.token().issuedAt());
    save.setString(
        9,
        session.tickets().stream()
            .map(TicketId::value)
            .collect(Collectors.joining(BETWEEN_TICKETS)));
    setTime(save, 10, endedAt);
    return save.executeUpdate();
  }

  private static final String FIND =
      """
      SELECT user_id, name, email, role, company, expires_at, issued_at, tickets
      FROM saved_sessions WHERE pid_hash = ? AND (ended_at IS NULL OR ended_at >= ?)
      """;

  /// A session that is connected, or ended since then.
  static Optional<SavedSession> find(Statements statements, SessionKey key, long since)
      throws SQLException {
    var find = statements.prepare(FIND);
    find.setString(1, key.value());
    find.setLong(2, since);
    try (var row = find.executeQuery()) {
      return row.next() ? Optional.of(read(row)) : Optional.empty();
    }
  }

  private static final String DELETE = "DELETE FROM saved_sessions WHERE pid_hash = ?";

  static int delete(Statements statements, SessionKey key) throws SQLException {
    var delete = statements.prepare(DELETE);
    delete.setString(1, key.value());
    return delete.executeUpdate();
  }

  private static final String DELETE_ENDED = "DELETE FROM saved_sessions WHERE ended_at < ?";

  static void deleteEndedBefore(Statements statements, long time) throws SQLException {
    var delete = statements.prepare(DELETE_ENDED);
    delete.setLong(1, time);
    delete.executeUpdate();
  }

  private static final String END_ALL =
      "UPDATE saved_sessions SET ended_at = ? WHERE ended_at IS NULL";

  static int endAll(Statements statements, long now) throws SQLException {
    var update = statements.prepare(END_ALL);
    update.setLong(1, now);
    return update.executeUpdate();
  }

  private static SavedSession read(ResultSet row) throws SQLException {
    var user =
        new Principal(
            new UserId(row.getString(1)),
            row.getString(2),
            row.getString(3),
            Role.valueOf(row.getString(4)),
            Optional.ofNullable(row.getString(5)));
    var token = new VerifiedToken(user, time(row, 6), time(row, 7));
    return new SavedSession(token, row.getString(8).lines().map(TicketId::new).toList());
  }

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    var millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static void setTime(PreparedStatement statement, int index, Optional<Instant> time)
      throws SQLException {
    if (time.isPresent()) {
      statement.setLong(index, time.get().toEpochMilli());
    } else {
      statement.setNull(index, Types.BIGINT);
    }
  }
}
