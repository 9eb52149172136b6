package dev.ticketchat.infra.pictures;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text of XMP metadata: XML, in UTF-8. Positions in it are properties whose names begin with
/// `GPS` (`exif:GPSLatitude`, `drone-dji:GpsLongitude`), as attributes or as elements. Takes any
/// bytes.
final class XmpText {
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "[\\s:]gps\\w*+\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)')", Pattern.CASE_INSENSITIVE);
  private static final Pattern ELEMENT =
      Pattern.compile(
          "<([\\w.-]{1,64}+:gps\\w{0,64}+)(?:\\s[^<>]*+)?+(?<!/)>", Pattern.CASE_INSENSITIVE);

  /// Bytes of a value; also keeps the search for its end short.
  private static final int LONGEST_VALUE = 1_000;

  private XmpText() {}

  /// Overwrites the values of positions with spaces, so that the text stays well formed and as long
  /// as it was.
  ///
  /// @return whether there were any
  static boolean removePosition(byte[] bytes) {
    var text = text(bytes);
    var found = false;
    for (var attribute = ATTRIBUTE.matcher(text); attribute.find(); found = true) {
      var group = attribute.start(1) >= 0 ? 1 : 2;
      blank(bytes, attribute.start(group), attribute.end(group));
    }
    for (var element = ELEMENT.matcher(text); element.find(); found = true) {
      blank(bytes, element.end(), end(text, element));
    }
    return found;
  }

  private static void blank(byte[] bytes, int from, int to) {
    Arrays.fill(bytes, from, to, (byte) ' ');
  }

  /// Where the element closes; where it does not soon, where the next tag opens.
  private static int end(String text, Matcher element) {
    var limit = Math.min(text.length(), element.end() + LONGEST_VALUE);
    var close = text.indexOf("</" + element.group(1), element.end(), limit);
    var next = text.indexOf('<', element.end(), limit);
    return close >= 0 ? close : next >= 0 ? next : limit;
  }

  /// A character for each byte, so that places in the text are places in the bytes.
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
