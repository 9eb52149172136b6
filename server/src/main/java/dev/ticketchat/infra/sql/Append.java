package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.messages.Appended;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.messages.RetryKey;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/// Appends one message to its ticket and claims its files, inside the committer's transaction.
final class Append {
  private final Statements statements;
  private final NewMessage message;
  private final TicketHead ticket;
  private final UserRow sender;
  private final long createdAt;

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
    var ticket = statements.views().heads().of(message.ticketId());
    var sender = UserRow.findOrInsert(statements, message.sender());
    return new Append(statements, message, ticket, sender, now).run();
  }

  /// What [#run] would say, if the message was stored before; stores nothing.
  static Optional<Appended> earlier(Statements statements, NewMessage message, long now)
      throws SQLException {
    var ticket = statements.views().heads().of(message.ticketId());
    var sender = UserRow.findOrInsert(statements, message.sender());
    return new Append(statements, message, ticket, sender, now).earlier();
  }

  private Appended run() throws SQLException {
    var earlier = earlier();
    return earlier.isPresent() ? earlier.get() : store();
  }

  private Optional<Appended> earlier() throws SQLException {
    var found = new Repeats(statements, message, ticket, sender, createdAt).find();
    return found.isPresent() ? Optional.of(repeated(found.get())) : Optional.empty();
  }

  /// Content counts under a durable key; under another, what is found has it.
  private Appended repeated(MessageRow earlier) throws SQLException {
    return earlier.hasContentOf(message)
        ? new Appended.Duplicate(earlier.complete(statements))
        : new Appended.Conflict();
  }

  private Appended store() throws SQLException {
    var seq = ticket.lastSeq() + 1;
    var position = statements.views().nextPosition();
    insert(position, seq);
    statements.views().added(ticket.next(createdAt), sender, message.key(), position);
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
        (position, ticket, seq, sender, sender_role, created_at, text, files_digest, durable_key,
          recent_key)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private void insert(long position, long seq) throws SQLException {
    var insert = statements.prepare(INSERT);
    insert.setLong(1, position);
    insert.setLong(2, ticket.number());
    insert.setLong(3, seq);
    insert.setLong(4, sender.number());
    insert.setString(5, message.sender().role().name());
    insert.setLong(6, createdAt);
    insert.setString(7, message.text());
    insert.setString(8, message.files().digest());
    insert.setNull(9, Types.VARCHAR);
    insert.setNull(10, Types.VARCHAR);
    switch (message.key()) {
      case RetryKey.None() -> {}
      case RetryKey.Durable(var key) -> insert.setString(9, key);
      case RetryKey.Recent(var key) -> insert.setString(10, key);
    }
    insert.executeUpdate();
  }
}
