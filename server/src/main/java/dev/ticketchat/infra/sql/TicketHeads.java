package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.tickets.TicketId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// The heads of all tickets. Their rows follow later ([LogViews]); what is ahead of them is here.
final class TicketHeads {
  private final Statements statements;
  private final KnownRows<TicketId, TicketHead> rows = new KnownRows<>();

  /// Moved by committed transactions.
  private final Map<TicketId, TicketHead> ahead = new HashMap<>();

  /// Moved by the transaction that runs.
  private final Map<TicketId, TicketHead> moved = new HashMap<>();

  TicketHeads(Statements statements) {
    this.statements = statements;
  }

  /// @throws Refused `NOT_FOUND`
  TicketHead of(TicketId id) throws SQLException {
    var latest = moved.getOrDefault(id, ahead.get(id));
    if (latest != null) {
      return latest;
    }
    var row = rows.get(id);
    return row.isPresent() ? row.get() : read(id);
  }

  private static final String FIND =
      """
      SELECT number, last_seq, active_at FROM tickets WHERE id = ?
      """;

  private TicketHead read(TicketId id) throws SQLException {
    var query = statements.prepare(FIND);
    query.setString(1, id.value());
    try (var row = query.executeQuery()) {
      if (!row.next()) {
        throw new Refused(ErrorCode.NOT_FOUND, "Ticket not found");
      }
      return new TicketHead(id, row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  void move(TicketHead head) {
    moved.put(head.id(), head);
  }

  void committed() {
    ahead.putAll(moved);
    moved.clear();
  }

  void rolledBack() {
    moved.clear();
  }

  /// The rows have caught up.
  void written() {
    ahead.forEach(rows::put);
    ahead.clear();
  }
}
