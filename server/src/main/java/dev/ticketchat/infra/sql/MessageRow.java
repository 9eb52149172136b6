package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.tickets.TicketId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A message as a row of [#COLUMNS] has it: without its files, which have rows of their own.
///
/// @param filesDigest empty where it has no files
record MessageRow(
    long position,
    TicketId ticket,
    long seq,
    UserRow sender,
    Role role,
    String text,
    String filesDigest,
    long createdAt) {

  /// Of `messages m` joined with its sender, `users u`. Their names are their own in any join.
  static final String COLUMNS =
      """
      m.position AS m_position, m.seq AS m_seq, m.created_at AS m_created_at, m.text AS m_text,
        m.files_digest AS m_files_digest, m.sender_role AS m_role, u.number AS u_number,
        u.id AS u_id, u.name AS u_name, u.email AS u_email, u.company AS u_company
      """;

  static List<MessageRow> all(PreparedStatement query, TicketId ticket) throws SQLException {
    try (var rows = query.executeQuery()) {
      var messages = new ArrayList<MessageRow>();
      while (rows.next()) {
        messages.add(read(rows, ticket));
      }
      return messages;
    }
  }

  static Optional<MessageRow> first(PreparedStatement query, TicketId ticket) throws SQLException {
    return all(query, ticket).stream().findFirst();
  }

  static MessageRow read(ResultSet row, TicketId ticket) throws SQLException {
    return new MessageRow(
        row.getLong("m_position"),
        ticket,
        row.getLong("m_seq"),
        new UserRow(
            row.getLong("u_number"),
            new UserId(row.getString("u_id")),
            row.getString("u_name"),
            row.getString("u_email"),
            Optional.ofNullable(row.getString("u_company"))),
        Role.valueOf(row.getString("m_role")),
        row.getString("m_text"),
        row.getString("m_files_digest"),
        row.getLong("m_created_at"));
  }

  /// The messages with their files, for which one more query is made if there are any.
  static List<Message> complete(Connection connection, List<MessageRow> rows) throws SQLException {
    var withFiles = rows.stream().filter(MessageRow::hasFiles).map(MessageRow::position).toList();
    var attachments = AttachmentRow.of(connection, withFiles);
    return rows.stream()
        .map(row -> row.with(attachments.getOrDefault(row.position(), List.of())))
        .toList();
  }

  /// The message with its files.
  Message complete(Statements statements) throws SQLException {
    return with(hasFiles() ? AttachmentRow.of(statements, position) : List.of());
  }

  Message with(List<Attachment> attachments) {
    return new Message(
        new LogPosition(createdAt, position).id(),
        position,
        ticket,
        seq,
        sender.as(role),
        text,
        List.copyOf(attachments),
        Instant.ofEpochMilli(createdAt));
  }

  boolean hasContentOf(NewMessage message) {
    return text.equals(message.text()) && filesDigest.equals(message.files().digest());
  }

  private boolean hasFiles() {
    return !filesDigest.isEmpty();
  }
}
