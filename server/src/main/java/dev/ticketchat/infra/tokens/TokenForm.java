package dev.ticketchat.infra.tokens;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a token must look like before anyone asks who signed it. Two programs that read it must not
/// be able to read different things: so each part is written in the one way that base64url has for
/// it, and no name is in an object twice.
final class TokenForm {
  private static final Pattern THREE_PARTS = Pattern.compile("([\\w-]+)\\.([\\w-]+)\\.([\\w-]+)");

  /// Tokens of other types, such as those for logging out, are for somebody else.
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  private static final List<String> TIMES = List.of("exp", "nbf", "iat");

  /// The year 33,658: also times that were written in milliseconds are before it.
  private static final double LATEST = 1e15;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private TokenForm() {}

  static boolean isKept(String compact) {
    var parts = THREE_PARTS.matcher(compact);
    if (!parts.matches()) {
      return false;
    }
    try {
      decode(parts.group(3));
      return isOurType(object(parts.group(1))) && areTimes(object(parts.group(2)));
    } catch (JacksonException | IllegalArgumentException _) {
      return false;
    }
  }

  /// An object that begins with its brace: some programs skip a byte order mark, and others do not.
  private static JsonNode object(String part) {
    var bytes = decode(part);
    if (bytes[0] != '{') {
      throw new IllegalArgumentException("no object");
    }
    return JSON.readTree(bytes);
  }

  private static byte[] decode(String part) {
    var bytes = Base64.getUrlDecoder().decode(part);
    if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
      throw new IllegalArgumentException("bits that mean nothing");
    }
    return bytes;
  }

  private static boolean isOurType(JsonNode header) {
    return !header.has("typ")
        || TYPES.contains(header.path("typ").stringValue("").toLowerCase(Locale.ROOT));
  }

  private static boolean areTimes(JsonNode claims) {
    return TIMES.stream()
        .map(claims::path)
        .allMatch(time ->
            time.isMissingNode() || (time.isNumber() && Math.abs(time.doubleValue()) <= LATEST));
  }
}
