package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.tickets.Ticket;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.chat.tickets.TicketStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;

/// How a ticket is read from a row of [#COLUMNS].
final class TicketRow {

  /// Of `tickets t`. Their names are their own in any join.
  static final String COLUMNS =
      """
      t.id AS t_id, t.client_id AS t_client_id, t.title AS t_title, t.status AS t_status,
        t.created_at AS t_created_at
      """;

  private TicketRow() {}

  static Ticket read(ResultSet row) throws SQLException {
    return new Ticket(
        new TicketId(row.getString("t_id")),
        new UserId(row.getString("t_client_id")),
        row.getString("t_title"),
        status(row.getString("t_status")),
        Instant.ofEpochMilli(row.getLong("t_created_at")));
  }

  private static TicketStatus status(String wire) {
    return Arrays.stream(TicketStatus.values())
        .filter(status -> status.wire().equals(wire))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("unknown status " + wire));
  }
}
