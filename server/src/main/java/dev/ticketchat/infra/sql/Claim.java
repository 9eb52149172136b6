package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.files.FileName;
import java.sql.SQLException;
import java.util.List;

/// Makes announced files those of a message, inside the committer's transaction.
final class Claim {

  private Claim() {}

  /// @param message the position of the message
  /// @throws Refused `UNAVAILABLE` when one of them is not announced, or withdrawn: it is gone or
  ///   will be
  static void run(Statements statements, long message, List<Attachment> attachments)
      throws SQLException {
    for (var ordinal = 0; ordinal < attachments.size(); ordinal++) {
      var attachment = attachments.get(ordinal);
      claim(statements, attachment.name());
      if (attachment.thumbnail().isPresent()) {
        claim(statements, attachment.thumbnail().get());
      }
      AttachmentRow.insert(statements, message, ordinal, attachment);
    }
  }

  private static final String CLAIM =
      """
      DELETE FROM announced_files WHERE name = ? AND NOT withdrawn
      """;

  private static void claim(Statements statements, FileName name) throws SQLException {
    var claim = statements.prepare(CLAIM);
    claim.setString(1, name.value());
    if (claim.executeUpdate() == 0) {
      throw Refused.unavailable();
    }
  }
}
