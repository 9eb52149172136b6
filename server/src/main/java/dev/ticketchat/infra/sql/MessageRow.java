package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.tickets.TicketId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a message is read from a row of [#COLUMNS].
final class MessageRow {

  /// Of `messages m` joined with its sender, `users u`. Their names are their own in any join.
  static final String COLUMNS =
      """
      m.position AS m_position, m.seq AS m_seq, m.created_at AS m_created_at, m.text AS m_text,
        m.sender_role AS m_role, u.number AS u_number, u.id AS u_id, u.name AS u_name,
        u.email AS u_email, u.company AS u_company
      """;

  private MessageRow() {}

  static List<Message> all(PreparedStatement query, TicketId ticket) throws SQLException {
    try (var rows = query.executeQuery()) {
      var messages = new ArrayList<Message>();
      while (rows.next()) {
        messages.add(read(rows, ticket));
      }
      return messages;
    }
  }

  static Optional<Message> first(PreparedStatement query, TicketId ticket) throws SQLException {
    return all(query, ticket).stream().findFirst();
  }

  static Message read(ResultSet row, TicketId ticket) throws SQLException {
    var createdAt = row.getLong("m_created_at");
    var user =
        new UserRow(
            row.getLong("u_number"),
            new UserId(row.getString("u_id")),
            row.getString("u_name"),
            row.getString("u_email"),
            Optional.ofNullable(row.getString("u_company")));
    return new Message(
        new LogPosition(createdAt, row.getLong("m_position")).id(),
        ticket,
        row.getLong("m_seq"),
        user.as(Role.valueOf(row.getString("m_role"))),
        row.getString("m_text"),
        Instant.ofEpochMilli(createdAt));
  }
}
