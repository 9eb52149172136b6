package dev.ticketchat.api.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// The `Content-Disposition` of a file with a name in any script (RFC 6266 and 8187).
final class Disposition {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /// What RFC 8187 lets stand as it is, beside letters and digits.
  private static final String PLAIN = "!#$&+-.^_`|~";

  /// What cannot be in the older parameter, or is read there in two ways.
  private static final String AMBIGUOUS = "\"\\%";

  private Disposition() {}

  /// @param fileName as its sender calls it: may hold anything
  static String of(boolean inline, String fileName) {
    var name = safe(fileName);
    return "%s; filename=\"%s\"; filename*=UTF-8''%s"
        .formatted(inline ? "inline" : "attachment", ascii(name), encoded(name));
  }

  /// The name without what would move it elsewhere, break the line, or show its letters in another
  /// order than they are in: `exe.gpj` is not to be read as `jpg.exe`.
  private static String safe(String fileName) {
    var name =
        fileName
            .codePoints()
            .filter(c -> !isInvisible(c))
            .map(c -> c == '/' || c == '\\' || isHalf(c) ? '_' : c)
            .mapToObj(Character::toString)
            .collect(Collectors.joining())
            .strip();
    return name.chars().allMatch(c -> c == '.') ? "file" : name;
  }

  /// Joiners stay, which emoji and several scripts need.
  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> isBidirectionalMark(c);
    };
  }

  private static boolean isBidirectionalMark(int c) {
    return c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static boolean isHalf(int c) {
    return Character.getType(c) == Character.SURROGATE;
  }

  private static String ascii(String name) {
    return name.codePoints()
        .map(c -> c < 127 && AMBIGUOUS.indexOf(c) < 0 ? c : '_')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static String encoded(String name) {
    var encoded = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || PLAIN.indexOf(b) >= 0;
  }
}
