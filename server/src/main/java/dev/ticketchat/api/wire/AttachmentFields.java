package dev.ticketchat.api.wire;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads the `attachments` of a message.
final class AttachmentFields {

  private AttachmentFields() {}

  /// How many there are, all of them well-formed.
  ///
  /// @throws Refused `INVALID` with what is wrong with which, counted from 1
  static int count(Payload payload) {
    Optional<JsonNode> attachments = payload.value("attachments");
    if (attachments.isEmpty()) {
      return 0;
    }
    if (!attachments.get().isArray()) {
      throw new Refused(ErrorCode.INVALID, "Attachments must be an array");
    }
    var number = 0;
    for (var attachment : attachments.get().values()) {
      number++;
      check(attachment, "Attachment " + number);
    }
    return number;
  }

  private static void check(JsonNode attachment, String which) {
    if (!attachment.isObject()) {
      throw new Refused(ErrorCode.INVALID, which + " must be an object");
    }
    if (Payload.of(attachment).string("name").isEmpty()) {
      throw new Refused(ErrorCode.INVALID, which + " must have a valid name");
    }
    if (!isData(attachment.path("data"))) {
      throw new Refused(ErrorCode.INVALID, which + " must have valid base64 data");
    }
  }

  private static boolean isData(JsonNode data) {
    return data.isBinary() || (data.isString() && isBase64(withoutPrefix(data.stringValue())));
  }

  /// The text behind `data:…;base64,`, which a page may have left in place.
  private static String withoutPrefix(String data) {
    var comma = data.indexOf(',');
    return comma >= 0 && data.startsWith("data:") && data.startsWith(";base64", comma - 7)
        ? data.substring(comma + 1)
        : data;
  }

  /// Whether it is standard base64 of at least one byte, with padding or without. Looks at each
  /// character once and copies nothing: the text may be megabytes.
  private static boolean isBase64(String text) {
    var end = text.length();
    var padding = 0;
    while (padding < 2 && end > 0 && text.charAt(end - 1) == '=') {
      end--;
      padding++;
    }
    if (end == 0 || end % 4 == 1 || (padding > 0 && (end + padding) % 4 != 0)) {
      return false;
    }
    for (var i = 0; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }
}
