package dev.ticketchat.api.http;

import java.util.List;
import java.util.regex.Pattern;

/// What a `Range` header asks for of a file (RFC 9110, 14.2).
sealed interface ByteRange {
  Pattern SINGLE = Pattern.compile("(?i:bytes)=(?:([0-9]+)-([0-9]*)|-([0-9]+))");

  /// Everything: no range was asked for, or none that is understood. Several at once are not: no
  /// browser asks for them, and they would multiply what one request costs.
  record Whole() implements ByteRange {}

  /// Some bytes of the file.
  ///
  /// @param count at least 1, all within the file
  record Part(long from, long count) implements ByteRange {}

  /// Nothing that the file has.
  record Unsatisfiable() implements ByteRange {}

  /// Understands a request's wish.
  ///
  /// @param headers all `Range` headers of the request
  /// @param size of the file
  static ByteRange parse(List<String> headers, long size) {
    var range = SINGLE.matcher(headers.size() == 1 ? headers.getFirst().strip() : "");
    if (!range.matches()) {
      return new Whole();
    }
    if (range.group(1) == null) {
      return suffix(number(range.group(3)), size);
    }
    long first = number(range.group(1));
    long last = range.group(2).isEmpty() ? Long.MAX_VALUE : number(range.group(2));
    if (last < first) {
      return new Whole();
    }
    return first < size
        ? new Part(first, Math.min(last, size - 1) - first + 1)
        : new Unsatisfiable();
  }

  private static ByteRange suffix(long wanted, long size) {
    long count = Math.min(wanted, size);
    return count == 0 ? new Unsatisfiable() : new Part(size - count, count);
  }

  /// A number beyond all files is as good as the largest.
  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
