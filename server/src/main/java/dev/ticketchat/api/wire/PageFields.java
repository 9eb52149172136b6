package dev.ticketchat.api.wire;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.messages.MessageId;
import dev.ticketchat.chat.messages.PageRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads which part of a history is wanted.
public final class PageFields {
  private static final Pattern MESSAGE_ID = Pattern.compile("[0-9a-f]{24}");
  private static final long DEFAULT_LIMIT = 50;

  private PageFields() {}

  /// The part of a history that is wanted: the latest, unless it says otherwise.
  ///
  /// @throws Refused `INVALID` for a field out of its range, or for two that exclude each other
  public static PageRequest read(Payload payload) {
    var limit = limit(payload);
    var before = messageId(payload, "before");
    var after = messageId(payload, "after");
    var offset = givenOffset(payload);
    if (Stream.of(before, after, offset).filter(Optional::isPresent).count() > 1) {
      throw new Refused(ErrorCode.INVALID, "Give only one of before, after and offset");
    }
    return before
        .<PageRequest>map(id -> new PageRequest.Before(id, limit))
        .or(() -> after.map(id -> new PageRequest.After(id, limit)))
        .or(() -> offset.map(from -> new PageRequest.Offset(from, limit)))
        .orElseGet(() -> new PageRequest.Latest(limit));
  }

  /// How many entries of a list are wanted: 1 to 100, 50 by default.
  public static int limit(Payload payload) {
    return payload
        .whole("limit", 1, 100, "limit must be a whole number from 1 to 100")
        .orElse(DEFAULT_LIMIT)
        .intValue();
  }

  /// How many entries to skip.
  public static long offset(Payload payload) {
    return givenOffset(payload).orElse(0L);
  }

  private static Optional<Long> givenOffset(Payload payload) {
    return payload.whole("offset", 0, Integer.MAX_VALUE, "offset must be a whole number from 0");
  }

  private static Optional<MessageId> messageId(Payload payload, String field) {
    return payload
        .value(field)
        .map(value -> {
          var id = Payload.nameOf(value).filter(text -> MESSAGE_ID.matcher(text).matches());
          return new MessageId(
              id.orElseThrow(
                  () -> new Refused(ErrorCode.INVALID, field + " must be a message ID")));
        });
  }
}
