package dev.ticketchat.infra.inspect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Tells text from other bytes, and kinds of text by their shape: JSON, CSV and Markdown have no
/// magic number. A wrong guess harms nobody: all of them are text.
final class TextShape {
  private static final int MAX_LINES = 200;

  /// One byte in so many may be a control character: logs hold a few.
  private static final int CONTROLS = 50;

  /// A byte order mark, and the NULs of UTF-16.
  private static final Pattern MARK =
      Pattern.compile("\\A(?:\\xef\\xbb\\xbf|\\xff\\xfe|\\xfe\\xff)|\\x00");

  private static final Pattern JSON =
      Pattern.compile(
          "\\A\\s*+(?:\\{\\s*+[\"}].*|\\[\\s*+[\\[{\"\\]\\d\\-tfn].*)[}\\]]\\s*\\z",
          Pattern.DOTALL);
  private static final Pattern JSON_BEGIN =
      Pattern.compile("\\A\\s*+(?:\\{\\s*+\"[^\"\\n]*+\"\\s*+:|\\[\\s*+[{\\[])");
  private static final Pattern HEADING = Pattern.compile("\\A\\s*+#{1,6} \\S.*");
  private static final Pattern MARKED =
      Pattern.compile("\\]\\(|```|\\*\\*\\S|\\n\\s*\\n#{1,6} \\S");

  private TextShape() {}

  /// Whether the bytes are text in some encoding.
  static boolean isText(byte[] head) {
    return hasMark(head) || isWide(head) || controls(head) * (long) CONTROLS <= head.length;
  }

  /// The kind of a text that nothing else is known of.
  ///
  /// @param whole whether the head is all of it
  static String typeOf(byte[] head, boolean whole) {
    var text = MARK.matcher(new String(head, StandardCharsets.ISO_8859_1)).replaceAll("");
    if (whole ? JSON.matcher(text).matches() : JSON_BEGIN.matcher(text).lookingAt()) {
      return "application/json";
    }
    if (HEADING.matcher(text).lookingAt() && MARKED.matcher(text).find()) {
      return "text/markdown";
    }
    return isTable(text, whole) ? "text/csv" : "text/plain";
  }

  /// Whether all lines have the same number of one separator.
  private static boolean isTable(String text, boolean whole) {
    var lines = text.lines().limit(MAX_LINES + 1).toList();
    var counted = whole || lines.isEmpty() ? lines : lines.subList(0, lines.size() - 1);
    var rows = counted.stream().filter(line -> !line.isBlank()).toList();
    return rows.size() > 1
        && (separates(rows, ',') || separates(rows, ';') || separates(rows, '\t'));
  }

  private static boolean separates(List<String> rows, char separator) {
    long first = count(rows.getFirst(), separator);
    return first > 0 && rows.stream().allMatch(row -> count(row, separator) == first);
  }

  /// Counts separators outside of quotes.
  private static long count(String row, char separator) {
    long count = 0;
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      quoted ^= row.charAt(i) == '"';
      count += !quoted && row.charAt(i) == separator ? 1 : 0;
    }
    return count;
  }

  private static boolean hasMark(byte[] head) {
    return starts(head, 0xEF, 0xBB, 0xBF) || starts(head, 0xFF, 0xFE) || starts(head, 0xFE, 0xFF);
  }

  private static boolean starts(byte[] head, int... bytes) {
    return head.length >= bytes.length
        && IntStream.range(0, bytes.length).allMatch(i -> (head[i] & 0xFF) == bytes[i]);
  }

  /// Whether it is UTF-16 without a mark: NUL in most places of one parity, and in none of the
  /// other.
  private static boolean isWide(byte[] head) {
    int[] zeros = new int[2];
    int others = 0;
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        zeros[i & 1]++;
      } else if (isControl(head[i])) {
        others++;
      }
    }
    int more = Math.max(zeros[0], zeros[1]);
    return others == 0 && Math.min(zeros[0], zeros[1]) == 0 && more > 0 && more >= head.length / 4;
  }

  private static int controls(byte[] head) {
    int count = 0;
    for (byte each : head) {
      count += isControl(each) ? 1 : 0;
    }
    return count;
  }

  private static boolean isControl(byte value) {
    return value >= 0 && value < ' ' && (value < '\b' || value > '\r') && value != 0x1B;
  }
}
