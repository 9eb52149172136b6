package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// Looking at received bytes without making texts of them.
final class Bytes {
  static final int NOT_FOUND = -1;

  private Bytes() {}

  static int find(byte[] bytes, int from, int to, byte[] wanted) {
    byte first = wanted[0];
    int last = to - wanted.length;
    for (int at = from; at <= last; at++) {
      if (bytes[at] == first && startsWith(bytes, at, to, wanted)) {
        return at;
      }
    }
    return NOT_FOUND;
  }

  static boolean startsWith(byte[] bytes, int from, int to, byte[] wanted) {
    return to - from >= wanted.length
        && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
  }

  /// Whether bytes begin with an ASCII text.
  static boolean startsWith(byte[] bytes, int from, int to, String wanted) {
    if (to - from < wanted.length()) {
      return false;
    }
    for (int i = 0; i < wanted.length(); i++) {
      if (bytes[from + i] != wanted.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The number whose digits begin at a place.
  static long decimal(byte[] bytes, int from, int to) {
    long number = 0;
    for (int at = from; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      number = 10 * number + (bytes[at] - '0');
    }
    return number;
  }

  /// The start of it, to be shown to people.
  static String text(byte[] bytes, int from, int to, int longest) {
    return new String(bytes, from, Math.min(to - from, longest), UTF_8);
  }
}
