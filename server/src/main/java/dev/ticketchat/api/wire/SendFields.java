package dev.ticketchat.api.wire;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.messages.RetryKey;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a message to send says, besides its ticket.
///
/// @param text empty where there was none
/// @param key from `clientMessageId`, else from `id`
public record SendFields(String text, RetryKey key) {

  /// Reads a message, in whatever way it came.
  ///
  /// @throws Refused `INVALID` for a field of a wrong type; `UNAVAILABLE` for files
  public static SendFields read(Payload payload) {
    var text = text(payload);
    if (AttachmentFields.count(payload) > 0) {
      throw new Refused(
          ErrorCode.UNAVAILABLE, "This server does not take files yet. Please send text.");
    }
    return new SendFields(text, key(payload));
  }

  private static String text(Payload payload) {
    return payload
        .value("message")
        .map(value -> {
          if (!value.isString()) {
            throw new Refused(ErrorCode.INVALID, "Message must be a string");
          }
          return value.stringValue();
        })
        .orElse("");
  }

  private static RetryKey key(Payload payload) {
    Optional<JsonNode> durable = payload.value("clientMessageId");
    if (durable.isPresent()) {
      return durable
          .flatMap(Payload::nameOf)
          .map(RetryKey.Durable::new)
          .orElseThrow(
              () -> new Refused(ErrorCode.INVALID, "clientMessageId must be a string or a number"));
    }
    // Pages put anything there; what cannot be a key is none.
    return payload.name("id").<RetryKey>map(RetryKey.Recent::new).orElseGet(RetryKey.None::new);
  }
}
