package dev.ticketchat.infra.inspect;

import java.util.regex.Pattern;

/// A type of the table, in which one `*` stands for any text. `*/*` matches every type, but no
/// [Finding].
record TypePattern(String text) {
  static final String ANY = "*/*";
  private static final Pattern FORM =
      Pattern.compile("\\*/\\*|[a-z0-9.-]+/[a-z0-9.+_-]*\\*?[a-z0-9.+_-]*");

  static boolean isOne(String word) {
    return FORM.matcher(word).matches() && !word.endsWith("/");
  }

  boolean matches(String type) {
    if (text.equals(ANY)) {
      return !type.startsWith(Finding.FAMILY);
    }
    int star = text.indexOf('*');
    return star < 0
        ? text.equals(type)
        : type.length() >= text.length() - 1
            && type.startsWith(text.substring(0, star))
            && type.endsWith(text.substring(star + 1));
  }

  /// Whether it names one type, by itself.
  boolean exact() {
    return text.indexOf('*') < 0;
  }
}
