package dev.ticketchat.app;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Reads sizes as people write them: a number with KB, MB or GB, each 1,024 times the one before.
final class ByteSize {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,6})(KB|MB|GB)");
  private static final Map<String, Integer> UNITS = Map.of("KB", 10, "MB", 20, "GB", 30);

  private ByteSize() {}

  /// Bytes; empty where it is no size.
  static OptionalLong read(String text) {
    var match = FORM.matcher(text.toUpperCase(Locale.ROOT));
    return match.matches()
        ? OptionalLong.of(Long.parseLong(match.group(1)) << UNITS.getOrDefault(match.group(2), 0))
        : OptionalLong.empty();
  }
}
