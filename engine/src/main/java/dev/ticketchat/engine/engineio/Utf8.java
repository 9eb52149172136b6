package dev.ticketchat.engine.engineio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Checks UTF-8 without decoding it.
final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long NOT_ASCII = 0x8080808080808080L;

  private static final int LONGEST = 4;

  private Utf8() {}

  /// Whether the bytes are well-formed: shortest forms only, no surrogates, nothing past U+10FFFF.
  static boolean isValid(byte[] bytes) {
    return validUpTo(bytes) == bytes.length;
  }

  /// Checks text that comes in pieces, however characters are cut.
  static final class Stream {
    private byte[] cut = {};

    /// Whether all that has come may be the beginning of a well-formed text.
    boolean accepts(byte[] piece) {
      byte[] bytes = piece;
      if (cut.length > 0) {
        bytes = Arrays.copyOf(cut, cut.length + piece.length);
        System.arraycopy(piece, 0, bytes, cut.length, piece.length);
      }
      int valid = validUpTo(bytes);
      cut = Arrays.copyOfRange(bytes, valid, Math.min(bytes.length, valid + LONGEST));
      return bytes.length - valid < LONGEST && (cut.length == 0 || mayGoOn(cut));
    }

    /// Whether the text may end here.
    boolean complete() {
      return cut.length == 0;
    }

    private static boolean mayGoOn(byte[] start) {
      int first = start[0] & 0xff;
      return lengthAfter(first) > start.length
          && (start.length < 2 || isSecond(first, start[1] & 0xff))
          && (start.length < 3 || (start[2] & 0xc0) == 0x80);
    }
  }

  /// Where the first sequence begins that is not well-formed, or not whole; the length if none.
  private static int validUpTo(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      if (at + Long.BYTES <= bytes.length && ((long) LONGS.get(bytes, at) & NOT_ASCII) == 0) {
        at += Long.BYTES;
      } else {
        int length = sequenceAt(bytes, at);
        if (length == 0) {
          return at;
        }
        at += length;
      }
    }
    return at;
  }

  /// How long a sequence is that begins with this byte, which is not ASCII; 0 if none does.
  private static int lengthAfter(int first) {
    if (first < 0xc2 || first > 0xf4) {
      return 0;
    }
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  }

  /// The length of the sequence that begins there; 0 if none does.
  private static int sequenceAt(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    if (first < 0x80) {
      return 1;
    }
    int length = lengthAfter(first);
    if (length == 0 || at + length > bytes.length || !isSecond(first, bytes[at + 1] & 0xff)) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /// Some first bytes narrow what may follow them (Unicode, table 3-7).
  private static boolean isSecond(int first, int second) {
    int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high;
  }
}
