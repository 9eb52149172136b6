package dev.ticketchat.engine.large;

import java.util.Arrays;

/// Reads the inside of a JSON string that comes in pieces (RFC 8259, section 7), as far as base64
/// goes: of escapes it knows those that stand for ASCII; any other becomes a byte that is no
/// base64.
final class EscapeReader {
  private static final int HEX_DIGITS = 4;
  private static final byte OTHER = 0;

  private boolean escaped;
  private int hexLeft;
  private int code;

  /// The text of this piece.
  byte[] read(byte[] json, int from, int to) {
    byte[] text = new byte[to - from];
    int length = 0;
    for (int at = from; at < to; at++) {
      byte next = json[at];
      if (hexLeft > 0) {
        code = code << 4 | Math.max(0, Character.digit(next, 16));
        hexLeft--;
        if (hexLeft == 0) {
          text[length++] = code < 0x80 ? (byte) code : OTHER;
        }
      } else if (escaped) {
        escaped = false;
        if (next == 'u') {
          hexLeft = HEX_DIGITS;
          code = 0;
        } else {
          text[length++] = next == '/' ? next : OTHER;
        }
      } else if (next == '\\') {
        escaped = true;
      } else {
        text[length++] = next;
      }
    }
    return length == text.length ? text : Arrays.copyOf(text, length);
  }
}
