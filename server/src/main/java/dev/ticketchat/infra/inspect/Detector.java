package dev.ticketchat.infra.inspect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;

/// Tells a type by the first bytes: Tika's magic numbers, never a name; then what magic numbers
/// cannot tell. Safe from any thread.
final class Detector {
  static final String EMPTY = "application/x-empty";
  static final String UNKNOWN = "application/octet-stream";
  static final String TEXT = "text/plain";

  private static final String HTML = "text/html";

  /// What Tika does not know, or takes for something else.
  private static final Map<String, byte[]> SIGNATURES =
      Map.of(
          "application/x-ms-shortcut",
              HexFormat.of().parseHex("4c0000000114020000000000c000000000000046"),
          "application/x-chrome-package", "Cr24".getBytes(StandardCharsets.US_ASCII),
          "application/x-vhdx", "vhdxfile".getBytes(StandardCharsets.US_ASCII),
          "application/x-shockwave-flash", "ZWS".getBytes(StandardCharsets.US_ASCII));

  private final MimeTypes tika = MimeTypes.getDefaultMimeTypes();

  /// How types are related.
  MediaTypeRegistry registry() {
    return tika.getMediaTypeRegistry();
  }

  String typeOf(byte[] head) throws IOException {
    if (head.length == 0) {
      return EMPTY;
    }
    var found = tika.detect(new ByteArrayInputStream(head), new Metadata()).getBaseType();
    return bySignature(head)
        .orElseGet(() -> isTextual(found) ? textual(head, found) : binary(head, found));
  }

  private static Optional<String> bySignature(byte[] head) {
    if (TarHeader.isOne(head)) {
      return Optional.of("application/x-tar");
    }
    return SIGNATURES.entrySet().stream()
        .filter(each -> starts(head, each.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean starts(byte[] head, byte[] signature) {
    return head.length > signature.length
        && Arrays.equals(head, 0, signature.length, signature, 0, signature.length);
  }

  private boolean isTextual(MediaType found) {
    return found.toString().equals(UNKNOWN) || registry().isInstanceOf(found, MediaType.TEXT_PLAIN);
  }

  /// Pages and scripts first; then what Tika knows of texts, but for its guess that a log with a
  /// page somewhere in it is a page; then what a text looks like.
  private static String textual(byte[] head, MediaType found) {
    var type = found.toString();
    boolean known = !type.equals(UNKNOWN) && !type.equals(TEXT) && !type.equals(HTML);
    return ActiveText.typeOf(head, type.equals("message/rfc822"))
        .orElseGet(() -> {
          if (known) {
            return type;
          }
          boolean whole = head.length < Content.HEAD;
          return TextShape.isText(head) ? TextShape.typeOf(head, whole) : UNKNOWN;
        });
  }

  /// WebM and Matroska say which they are in a field of their own; films of Apple's form by a
  /// brand, of which Tika knows a part.
  private static String binary(byte[] head, MediaType found) {
    var start = new String(head, 0, Math.min(head.length, 256), StandardCharsets.ISO_8859_1);
    return switch (found.toString()) {
      case "application/x-matroska" ->
          start.contains("B\u0082\u0084webm") ? "video/webm" : "video/x-matroska";
      case "video/quicktime" -> start.startsWith("ftyp", 4) ? film(start) : "video/quicktime";
      default -> found.toString();
    };
  }

  private static String film(String start) {
    if (start.startsWith("qt", 8)) {
      return "video/quicktime";
    }
    return start.startsWith("M4A", 8) || start.startsWith("M4B", 8) ? "audio/mp4" : "video/mp4";
  }
}
