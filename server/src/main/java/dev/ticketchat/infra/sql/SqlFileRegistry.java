package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.files.FileRegistry;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which files belong to messages, in a relational database. The claim of a file is [Claim]'s.
final class SqlFileRegistry implements FileRegistry {
  private final Committer committer;
  private final Readers readers;

  SqlFileRegistry(Committer committer, Readers readers) {
    this.committer = committer;
    this.readers = readers;
  }

  private static final String ANNOUNCE =
      """
      INSERT INTO announced_files (name, announced_at) VALUES (?, ?)
      """;

  @Override
  public void announce(List<FileName> names, Instant now) {
    committer.commit(statements -> {
      var insert = statements.prepare(ANNOUNCE);
      for (var name : names) {
        insert.setString(1, name.value());
        insert.setLong(2, now.toEpochMilli());
        insert.executeUpdate();
      }
      return names;
    });
  }

  /// A claim deletes the row in its own transaction; so a file with a row has no message, and one
  /// without has one or never will.
  @Override
  public List<FileName> withdraw(List<FileName> names) {
    return committer.commit(statements -> {
      var withdrawn = new ArrayList<FileName>(names.size());
      for (var name : names) {
        if (mark(statements, name) || !isClaimed(statements, name)) {
          withdrawn.add(name);
        }
      }
      return List.copyOf(withdrawn);
    });
  }

  private static final String WITHDRAW =
      """
      UPDATE announced_files SET withdrawn = TRUE WHERE name = ?
      """;

  private static boolean mark(Statements statements, FileName name) throws SQLException {
    var update = statements.prepare(WITHDRAW);
    update.setString(1, name.value());
    return update.executeUpdate() > 0;
  }

  private static final String FIND =
      "SELECT "
          + AttachmentRow.COLUMNS
          + """
          FROM attachments a WHERE a.name = ? OR a.thumbnail = ?
          """;

  private static boolean isClaimed(Statements statements, FileName name) throws SQLException {
    var query = statements.prepare(FIND);
    query.setString(1, name.value());
    query.setString(2, name.value());
    try (var row = query.executeQuery()) {
      return row.next();
    }
  }

  private static final String FORGET =
      """
      DELETE FROM announced_files WHERE name = ? AND withdrawn
      """;

  @Override
  public void forget(List<FileName> names) {
    committer.commit(statements -> {
      var delete = statements.prepare(FORGET);
      for (var name : names) {
        delete.setString(1, name.value());
        delete.executeUpdate();
      }
      return names;
    });
  }

  private static final String UNCLAIMED =
      """
      SELECT name FROM announced_files WHERE announced_at < ? ORDER BY announced_at LIMIT ?
      """;

  @Override
  public List<FileName> unclaimed(Instant before, int limit) {
    return readers.read(connection -> {
      try (var query = connection.prepareStatement(UNCLAIMED)) {
        query.setLong(1, before.toEpochMilli());
        query.setInt(2, limit);
        try (var rows = query.executeQuery()) {
          var names = new ArrayList<FileName>();
          while (rows.next()) {
            names.add(new FileName(rows.getString(1)));
          }
          return List.copyOf(names);
        }
      }
    });
  }

  @Override
  public Optional<Attachment> find(FileName name) {
    return readers.read(connection -> {
      try (var query = connection.prepareStatement(FIND)) {
        query.setString(1, name.value());
        query.setString(2, name.value());
        try (var row = query.executeQuery()) {
          return row.next() ? Optional.of(AttachmentRow.read(row)) : Optional.empty();
        }
      }
    });
  }
}
