package dev.ticketchat.api.wire;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.IncomingFile;
import dev.ticketchat.chat.files.UploadId;
import dev.ticketchat.chat.messages.MessageRules;
import dev.ticketchat.chat.messages.RetryKey;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a message to send says, besides its ticket.
///
/// @param text empty where there was none
/// @param files that came with it, closed with this
/// @param uploadIds of files that came before it
/// @param key from `clientMessageId`, else from `id`
public record SendFields(
    String text, List<IncomingFile> files, List<UploadId> uploadIds, RetryKey key)
    implements AutoCloseable {

  /// Reads a message, in whatever way it came.
  ///
  /// @throws Refused `INVALID` for a field of a wrong type, or as [AttachmentFields] says
  public static SendFields read(Payload payload, AttachmentFields attachments) {
    var text = text(payload);
    var uploadIds = UploadFields.ids(payload);
    var key = key(payload);
    return new SendFields(text, attachments.read(payload), uploadIds, key);
  }

  /// Whether files go with a message, so that sending it may take long.
  public static boolean haveFiles(Payload payload) {
    return isFilled(payload, "attachments") || isFilled(payload, "uploadIds");
  }

  private static boolean isFilled(Payload payload, String field) {
    return payload.value(field).filter(value -> !value.isEmpty()).isPresent();
  }

  @Override
  public void close() {
    files.forEach(file -> file.content().close());
  }

  private static String text(Payload payload) {
    return payload
        .value("message")
        .map(value -> {
          if (value.isPojo()) {
            throw MessageRules.tooLong(); // so long that it was not even read
          }
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
