package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.messages.RetryKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// Finds the message that a send repeats by its key, if it does, inside the committer's
/// transaction.
///
/// @param createdAt what the message would get, in milliseconds since 1970
record Repeats(
    Statements statements, NewMessage message, TicketHead ticket, UserRow sender, long createdAt) {
  private static final Duration RECENT = Duration.ofMinutes(2);

  Optional<MessageRow> find() throws SQLException {
    if (message.key() instanceof RetryKey.None) {
      return Optional.empty();
    }
    var lately = amongRecent();
    return lately.isPresent() ? lately : amongKeys();
  }

  private Optional<MessageRow> amongRecent() throws SQLException {
    var key = new RecentKeys.Owned(ticket.number(), sender.number(), message.key());
    for (var position : statements.views().keys().find(key)) {
      var found = at(position);
      if (found.isPresent() && isMeant(found.get())) {
        return found;
      }
    }
    return Optional.empty();
  }

  private boolean isMeant(MessageRow earlier) {
    return switch (message.key()) {
      case RetryKey.None() -> false;
      case RetryKey.Durable _ -> true;
      case RetryKey.Recent _ ->
          earlier.createdAt() >= createdAt - RECENT.toMillis() && earlier.hasContentOf(message);
    };
  }

  private static final String AT =
      "SELECT "
          + MessageRow.COLUMNS
          + "FROM messages m JOIN users u ON u.number = m.sender WHERE m.position = ?";

  private Optional<MessageRow> at(long position) throws SQLException {
    var query = statements.prepare(AT);
    query.setLong(1, position);
    return MessageRow.first(query, message.ticketId());
  }

  private Optional<MessageRow> amongKeys() throws SQLException {
    return switch (message.key()) {
      case RetryKey.None() -> Optional.empty();
      case RetryKey.Durable(var key) -> underDurable(key);
      case RetryKey.Recent(var key) -> underRecent(key);
    };
  }

  private static final String UNDER_KEY =
      """
      SELECT %s
      FROM message_keys k JOIN messages m ON m.position = k.position
        JOIN users u ON u.number = m.sender
      WHERE k.ticket = ? AND k.sender = ? AND k.key = ?
      """
          .formatted(MessageRow.COLUMNS);
  private static final String UNDER_DURABLE_KEY = UNDER_KEY + "AND k.durable";
  private static final String UNDER_RECENT_KEY =
      UNDER_KEY
          + """
          AND NOT k.durable AND k.created_at >= ? AND m.text = ? AND m.files_digest = ?
          ORDER BY k.created_at DESC LIMIT 1
          """;

  private Optional<MessageRow> underDurable(String key) throws SQLException {
    return MessageRow.first(prepare(UNDER_DURABLE_KEY, key), message.ticketId());
  }

  private Optional<MessageRow> underRecent(String key) throws SQLException {
    var query = prepare(UNDER_RECENT_KEY, key);
    query.setLong(4, createdAt - RECENT.toMillis());
    query.setString(5, message.text());
    query.setString(6, message.files().digest());
    return MessageRow.first(query, message.ticketId());
  }

  private PreparedStatement prepare(String sql, String key) throws SQLException {
    var query = statements.prepare(sql);
    query.setLong(1, ticket.number());
    query.setLong(2, sender.number());
    query.setString(3, key);
    return query;
  }
}
