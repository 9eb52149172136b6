package dev.ticketchat.chat.files;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes what a client calls a file safe to show and to save under: the last part of a path, in
/// Unicode's composed form, without what is invisible, turns text around or ends it early, and
/// nothing that a file system takes for more than a name. Cleaning twice is cleaning once. Takes
/// time in proportion to the text, whatever is in it.
final class OriginalName {
  private static final int MOST_CHARACTERS = 255;
  private static final int LONGEST_EXTENSION = 20;

  /// Controls, halves of surrogate pairs, line separators, marks and overrides of direction, and
  /// invisible characters that join nothing.
  private static final Pattern UNWANTED =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\x{061C}\\x{200B}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}"
              + "\\x{2060}-\\x{206F}\\x{FEFF}\\x{FFF9}-\\x{FFFB}]");

  /// What Windows opens as a device, whatever its extension is.
  private static final Pattern DEVICE =
      Pattern.compile(
          "(?i)(con|prn|aux|nul|conin\\$|conout\\$|clock\\$|(com|lpt)[0-9\u00B9\u00B2\u00B3])"
              + " *([.:].*)?");

  private OriginalName() {}

  /// The clean name; empty where nothing of it can be seen.
  static Optional<String> clean(String asSent) {
    var text = UNWANTED.matcher(lastPart(asSent)).replaceAll("");
    var name = trimmed(Normalizer.normalize(text, Normalizer.Form.NFC));
    return name.codePoints().anyMatch(OriginalName::isVisible)
        ? Optional.of(shortened(harmless(name)))
        : Optional.empty();
  }

  private static String lastPart(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /// Without space around it, and without the dots that Windows drops from an end.
  private static String trimmed(String name) {
    var start = 0;
    while (start < name.length() && isSpace(name.charAt(start))) {
      start++;
    }
    return withoutEnd(name.substring(start));
  }

  private static String withoutEnd(String name) {
    var end = name.length();
    while (end > 0 && (isSpace(name.charAt(end - 1)) || name.charAt(end - 1) == '.')) {
      end--;
    }
    return name.substring(0, end);
  }

  private static String harmless(String name) {
    return name.startsWith(".") || DEVICE.matcher(name).matches() ? "_" + name : name;
  }

  /// Cut in front of the extension, by which people and their programs know the file.
  private static String shortened(String name) {
    if (name.length() <= MOST_CHARACTERS) {
      return name;
    }
    var dot = name.lastIndexOf('.');
    var extension = dot > 0 && name.length() - dot <= LONGEST_EXTENSION ? name.substring(dot) : "";
    var end = MOST_CHARACTERS - extension.length();
    var whole = Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end;
    return withoutEnd(name.substring(0, whole)) + extension;
  }

  private static boolean isVisible(int codePoint) {
    return !Character.isSpaceChar(codePoint) && Character.getType(codePoint) != Character.FORMAT;
  }

  private static boolean isSpace(char c) {
    return Character.isSpaceChar(c);
  }
}
