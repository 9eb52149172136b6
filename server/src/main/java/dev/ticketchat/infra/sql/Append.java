package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.messages.Appended;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.messages.RetryKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Optional;

/// Appends one message to its ticket and claims its files, inside the committer's transaction. The
/// ticket's row counts the messages, so numbers have no gaps, and holds the latest time, so times
/// never go back.
final class Append {
  private static final Duration RECENT = Duration.ofMinutes(2);

  private final Statements statements;
  private final NewMessage message;
  private final TicketHead ticket;
  private final UserRow sender;
  private final long createdAt;

  private record TicketHead(long number, long lastSeq, long activeAt) {}

  private Append(
      Statements statements, NewMessage message, TicketHead ticket, UserRow sender, long now) {
    this.statements = statements;
    this.message = message;
    this.ticket = ticket;
    this.sender = sender;
    this.createdAt = Math.max(now, ticket.activeAt());
  }

  /// @param now in milliseconds since 1970
  static Appended run(Statements statements, NewMessage message, long now) throws SQLException {
    var ticket = head(statements, message);
    var sender = UserRow.findOrInsert(statements, message.sender());
    return new Append(statements, message, ticket, sender, now).run();
  }

  /// What [#run] would say, if the message was stored before; stores nothing.
  static Optional<Appended> earlier(Statements statements, NewMessage message, long now)
      throws SQLException {
    var ticket = head(statements, message);
    var sender = UserRow.findOrInsert(statements, message.sender());
    return new Append(statements, message, ticket, sender, now).earlier();
  }

  private Appended run() throws SQLException {
    var earlier = earlier();
    return earlier.isPresent() ? earlier.get() : store();
  }

  private Optional<Appended> earlier() throws SQLException {
    return switch (message.key()) {
      case RetryKey.None() -> Optional.empty();
      case RetryKey.Durable(var key) -> {
        var earlier = underDurableKey(key);
        yield earlier.isPresent() ? Optional.of(repeated(earlier.get())) : Optional.empty();
      }
      case RetryKey.Recent(var key) -> {
        var earlier = underRecentKey(key);
        yield earlier.isPresent() ? Optional.of(duplicate(earlier.get())) : Optional.empty();
      }
    };
  }

  private Appended repeated(MessageRow earlier) throws SQLException {
    return earlier.hasContentOf(message) ? duplicate(earlier) : new Appended.Conflict();
  }

  private Appended duplicate(MessageRow earlier) throws SQLException {
    return new Appended.Duplicate(earlier.complete(statements));
  }

  private static final String HEAD =
      """
      SELECT number, last_seq, active_at FROM tickets WHERE id = ?
      """;

  private static TicketHead head(Statements statements, NewMessage message) throws SQLException {
    var query = statements.prepare(HEAD);
    query.setString(1, message.ticketId().value());
    try (var row = query.executeQuery()) {
      if (!row.next()) {
        throw new Refused(ErrorCode.NOT_FOUND, "Ticket not found");
      }
      return new TicketHead(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  private static final String UNDER_DURABLE_KEY =
      "SELECT "
          + MessageRow.COLUMNS
          + """
          FROM messages m JOIN users u ON u.number = m.sender
          WHERE m.ticket = ? AND m.sender = ? AND m.durable_key = ?
          """;

  private Optional<MessageRow> underDurableKey(String key) throws SQLException {
    var query = statements.prepare(UNDER_DURABLE_KEY);
    bindKey(query, key);
    return MessageRow.first(query, message.ticketId());
  }

  private static final String UNDER_RECENT_KEY =
      "SELECT "
          + MessageRow.COLUMNS
          + """
          FROM messages m JOIN users u ON u.number = m.sender
          WHERE m.ticket = ? AND m.sender = ? AND m.recent_key = ? AND m.created_at >= ?
            AND m.text = ? AND m.files_digest = ?
          ORDER BY m.created_at DESC LIMIT 1
          """;

  private Optional<MessageRow> underRecentKey(String key) throws SQLException {
    var query = statements.prepare(UNDER_RECENT_KEY);
    bindKey(query, key);
    query.setLong(4, createdAt - RECENT.toMillis());
    query.setString(5, message.text());
    query.setString(6, message.files().digest());
    return MessageRow.first(query, message.ticketId());
  }

  private void bindKey(PreparedStatement query, String key) throws SQLException {
    query.setLong(1, ticket.number());
    query.setLong(2, sender.number());
    query.setString(3, key);
  }

  private Appended store() throws SQLException {
    var seq = ticket.lastSeq() + 1;
    var position = insert(seq);
    touchTicket(seq);
    Claim.run(statements, position, message.files().attachments());
    return new Appended.Stored(stored(position, seq));
  }

  private Message stored(long position, long seq) {
    return new MessageRow(
            position,
            message.ticketId(),
            seq,
            sender,
            message.sender().role(),
            message.text(),
            message.files().digest(),
            createdAt)
        .with(message.files().attachments());
  }

  private static final String INSERT =
      """
      INSERT INTO messages
        (ticket, seq, sender, sender_role, created_at, text, files_digest, durable_key, recent_key)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      RETURNING position
      """;

  private long insert(long seq) throws SQLException {
    var insert = statements.prepare(INSERT);
    insert.setLong(1, ticket.number());
    insert.setLong(2, seq);
    insert.setLong(3, sender.number());
    insert.setString(4, message.sender().role().name());
    insert.setLong(5, createdAt);
    insert.setString(6, message.text());
    insert.setString(7, message.files().digest());
    insert.setNull(8, Types.VARCHAR);
    insert.setNull(9, Types.VARCHAR);
    switch (message.key()) {
      case RetryKey.None() -> {}
      case RetryKey.Durable(var key) -> insert.setString(8, key);
      case RetryKey.Recent(var key) -> insert.setString(9, key);
    }
    try (var row = insert.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static final String TOUCH_TICKET =
      """
      UPDATE tickets SET last_seq = ?, active_at = ? WHERE number = ?
      """;

  private void touchTicket(long seq) throws SQLException {
    var update = statements.prepare(TOUCH_TICKET);
    update.setLong(1, seq);
    update.setLong(2, createdAt);
    update.setLong(3, ticket.number());
    update.executeUpdate();
  }
}
