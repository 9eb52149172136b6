package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.files.FileName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How attachments are written to and read from rows of [#COLUMNS].
final class AttachmentRow {

  /// Of `attachments a`.
  static final String COLUMNS =
      """
      a.message AS a_message, a.name AS a_name, a.thumbnail AS a_thumbnail,
        a.original_name AS a_original_name, a.mime_type AS a_mime_type, a.size AS a_size,
        a.hash AS a_hash, a.uploaded_at AS a_uploaded_at
      """;

  private AttachmentRow() {}

  private static final String INSERT =
      """
      INSERT INTO attachments
        (message, ordinal, name, thumbnail, original_name, mime_type, size, hash, uploaded_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /// @param message the position of its message
  static void insert(Statements statements, long message, int ordinal, Attachment attachment)
      throws SQLException {
    var insert = statements.prepare(INSERT);
    insert.setLong(1, message);
    insert.setInt(2, ordinal);
    insert.setString(3, attachment.name().value());
    insert.setString(4, attachment.thumbnail().map(FileName::value).orElse(null));
    insert.setString(5, attachment.originalName());
    insert.setString(6, attachment.mimeType());
    insert.setLong(7, attachment.size());
    insert.setString(8, attachment.hash());
    insert.setLong(9, attachment.uploadedAt().toEpochMilli());
    insert.executeUpdate();
  }

  private static final String OF_ONE = ofMessages(1);

  static List<Attachment> of(Statements statements, long message) throws SQLException {
    return of(statements.prepare(OF_ONE), List.of(message)).getOrDefault(message, List.of());
  }

  /// One query for any number of messages, and none for no message.
  static Map<Long, List<Attachment>> of(Connection connection, List<Long> messages)
      throws SQLException {
    if (messages.isEmpty()) {
      return Map.of();
    }
    try (var query = connection.prepareStatement(ofMessages(messages.size()))) {
      return of(query, messages);
    }
  }

  static Attachment read(ResultSet row) throws SQLException {
    return new Attachment(
        new FileName(row.getString("a_name")),
        row.getString("a_original_name"),
        row.getString("a_mime_type"),
        row.getLong("a_size"),
        row.getString("a_hash"),
        Instant.ofEpochMilli(row.getLong("a_uploaded_at")),
        Optional.ofNullable(row.getString("a_thumbnail")).map(FileName::new));
  }

  private static Map<Long, List<Attachment>> of(PreparedStatement query, List<Long> messages)
      throws SQLException {
    var at = 1;
    for (var message : messages) {
      query.setLong(at++, message);
    }
    var attachments = new HashMap<Long, List<Attachment>>();
    try (var rows = query.executeQuery()) {
      while (rows.next()) {
        attachments
            .computeIfAbsent(rows.getLong("a_message"), _ -> new ArrayList<>())
            .add(read(rows));
      }
    }
    return attachments;
  }

  private static String ofMessages(int count) {
    return "SELECT "
        + COLUMNS
        + "FROM attachments a WHERE a.message IN ("
        + String.join(", ", Collections.nCopies(count, "?"))
        + ") ORDER BY a.message, a.ordinal";
  }
}
