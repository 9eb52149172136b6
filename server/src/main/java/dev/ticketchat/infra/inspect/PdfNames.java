package dev.ticketchat.infra.inspect;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Collects the names that matter in PDF's syntax, with `#4A` decoded. Fed byte by byte; looks for
/// names everywhere, in strings and comments too: what a reader takes for one may be a matter of
/// opinion.
final class PdfNames {
  static final String OBJECT_STREAM = "ObjStm";
  static final String EMBEDDED_FILE = "EmbeddedFile";

  /// Where a file specification names its embedded file.
  static final String EMBEDDED = "EF";

  private static final Set<String> DEFLATE = Set.of("FlateDecode", "Fl");
  private static final Set<String> PREDICTOR = Set.of("Predictor");
  private static final Set<String> OTHER_FILTERS =
      Set.of(
          "ASCIIHexDecode",
          "AHx",
          "ASCII85Decode",
          "A85",
          "LZWDecode",
          "LZW",
          "RunLengthDecode",
          "RL",
          "CCITTFaxDecode",
          "CCF",
          "DCTDecode",
          "DCT",
          "JBIG2Decode",
          "JPXDecode",
          "Crypt");

  /// Names of actions that run or fetch something.
  private static final Set<String> ACTIONS =
      Set.of("JavaScript", "JS", "Launch", "RichMedia", "ImportData", "GoToE");

  /// The longest name that matters, each character written as three.
  private static final int MAX = 48;

  private final Map<String, Integer> counts = new HashMap<>();
  private final StringBuilder name = new StringBuilder();
  private boolean inName;

  /// How often a name has been seen since the start or the last [#reset].
  int count(String wanted) {
    return counts.getOrDefault(wanted, 0);
  }

  void reset() {
    counts.clear();
  }

  /// Whether the names so far say that a stream is deflated and nothing else.
  boolean deflated() {
    return total(DEFLATE) == 1 && total(OTHER_FILTERS) == 0 && total(PREDICTOR) == 0;
  }

  /// Whether they name no filter.
  boolean plain() {
    return total(DEFLATE) == 0
        && total(OTHER_FILTERS) == 0
        && count("Filter") == 0
        && count("F") == 0;
  }

  /// Takes a byte, and returns the name that has just ended, or an empty one.
  String feed(int next) {
    var ended = inName && (isBlank(next) || isDelimiter(next)) ? end() : "";
    if (next == '/') {
      inName = true;
    } else if (inName && name.length() < MAX) {
      name.append((char) next);
    }
    return ended;
  }

  /// Ends a name where the bytes end.
  String end() {
    inName = false;
    var decoded = decode(name.toString());
    name.setLength(0);
    if (matters(decoded)) {
      counts.merge(decoded, 1, Integer::sum);
    }
    return decoded;
  }

  static boolean isAction(String name) {
    return !name.isEmpty() && ACTIONS.contains(name); // empty for nearly every byte
  }

  static boolean isBlank(int next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t' || next == '\f' || next == 0;
  }

  static boolean isDelimiter(int next) {
    return switch (next) {
      case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%' -> true;
      default -> false;
    };
  }

  private int total(Set<String> wanted) {
    return wanted.stream().mapToInt(this::count).sum();
  }

  private static boolean matters(String name) {
    return switch (name) {
      case OBJECT_STREAM, EMBEDDED_FILE, EMBEDDED, "Filter", "F", "First", "N" -> true;
      default -> DEFLATE.contains(name) || OTHER_FILTERS.contains(name) || PREDICTOR.contains(name);
    };
  }

  private static String decode(String name) {
    if (name.indexOf('#') < 0) {
      return name;
    }
    var decoded = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      int value = name.charAt(i) == '#' ? hex(name, i + 1) : -1;
      decoded.append(value < 0 ? name.charAt(i) : (char) value);
      i += value < 0 ? 0 : 2;
    }
    return decoded.toString();
  }

  private static int hex(String name, int at) {
    if (at + 2 > name.length()) {
      return -1;
    }
    int high = Character.digit(name.charAt(at), 16);
    int low = Character.digit(name.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
