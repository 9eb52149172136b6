package dev.ticketchat.engine.large;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/// Decodes base64 (RFC 4648, section 4) that comes in pieces, however they are cut. Padding may be
/// left out; nothing may follow it.
public final class Base64Stream {
  private static final int QUANTUM = 4;
  private static final byte[] NOTHING = {};

  private final boolean lineBreaks;
  private byte[] carry = NOTHING;
  private boolean padded;

  /// A stream of which nothing has come.
  ///
  /// @param lineBreaks whether CR and LF are passed over
  public Base64Stream(boolean lineBreaks) {
    this.lineBreaks = lineBreaks;
  }

  /// The bytes that these characters complete.
  public byte[] push(byte[] text, int from, int to) throws InvalidBase64Exception {
    byte[] digits = Arrays.copyOf(carry, carry.length + to - from);
    int end = append(digits, text, from, to);
    int whole = end - end % QUANTUM;
    boolean ends = whole > 0 && digits[whole - 1] == '=';
    if (padded ? end > 0 : ends && end > whole) {
      throw new InvalidBase64Exception("characters after the padding");
    }
    carry = Arrays.copyOfRange(digits, whole, end);
    padded |= ends;
    return decode(digits, whole);
  }

  /// The bytes that are left.
  public byte[] end() throws InvalidBase64Exception {
    return decode(carry, carry.length);
  }

  private int append(byte[] digits, byte[] text, int from, int to) {
    int end = carry.length;
    if (!lineBreaks) {
      System.arraycopy(text, from, digits, end, to - from);
      return end + to - from;
    }
    for (int i = from; i < to; i++) {
      if (text[i] != '\r' && text[i] != '\n') {
        digits[end++] = text[i];
      }
    }
    return end;
  }

  private static byte[] decode(byte[] digits, int length) throws InvalidBase64Exception {
    try {
      var decoded = Base64.getDecoder().decode(ByteBuffer.wrap(digits, 0, length));
      return decoded.remaining() == decoded.array().length
          ? decoded.array()
          : Arrays.copyOf(decoded.array(), decoded.remaining());
    } catch (IllegalArgumentException e) {
      throw new InvalidBase64Exception(e);
    }
  }
}
