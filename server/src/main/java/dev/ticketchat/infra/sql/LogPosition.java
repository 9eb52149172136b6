package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.messages.MessageId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;

/// Where a message stands in the log. It makes the message's id, 12 hex digits of the time and 12
/// of the row's number, so that an id grows with time and finds its row without an index of its
/// own.
///
/// @param createdAt in milliseconds since 1970
/// @param position the row's number
record LogPosition(long createdAt, long position) {
  /// The statement of [#last].
  static final String LAST =
      """
      SELECT coalesce(max(position), 0) FROM messages
      """;

  private static final HexFormat HEX = HexFormat.of();
  private static final int DIGITS = 12;

  /// Empty when no message can have this id.
  static Optional<LogPosition> of(MessageId id) {
    var text = id.value();
    if (text.length() != 2 * DIGITS || !text.chars().allMatch(LogPosition::isLowerCaseHexDigit)) {
      return Optional.empty();
    }
    return Optional.of(
        new LogPosition(
            HexFormat.fromHexDigitsToLong(text, 0, DIGITS),
            HexFormat.fromHexDigitsToLong(text, DIGITS, 2 * DIGITS)));
  }

  /// Where the last message stands; 0 where there is none.
  static long last(PreparedStatement query) throws SQLException {
    try (var row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  MessageId id() {
    return new MessageId(HEX.toHexDigits(createdAt, DIGITS) + HEX.toHexDigits(position, DIGITS));
  }

  private static boolean isLowerCaseHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
