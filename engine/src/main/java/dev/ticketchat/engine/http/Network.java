package dev.ticketchat.engine.http;

import java.net.InetAddress;
import java.util.HexFormat;

/// The addresses that begin with the same bits. IPv4 addresses within IPv6 are IPv4 addresses.
///
/// @param start an address of it, as hex digits
/// @param bits how many of them count
public record Network(String start, int bits) {
  private static final HexFormat HEX = HexFormat.of();
  private static final int DIGIT_BITS = 4;

  /// Reads `10.0.0.0/8`, `fd00::/8`, or an address that stands for itself.
  ///
  /// @throws IllegalArgumentException for anything else
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    byte[] address =
        InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
    int all = address.length * Byte.SIZE;
    int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > all) {
      throw new IllegalArgumentException("no such length of a prefix: " + text);
    }
    return new Network(HEX.formatHex(address), bits);
  }

  boolean contains(InetAddress address) {
    String other = HEX.formatHex(address.getAddress());
    int digits = bits / DIGIT_BITS;
    return other.length() == start.length()
        && other.regionMatches(0, start, 0, digits)
        && (bits % DIGIT_BITS == 0 || sameStart(other.charAt(digits), start.charAt(digits)));
  }

  private boolean sameStart(char one, char other) {
    int differing = HexFormat.fromHexDigit(one) ^ HexFormat.fromHexDigit(other);
    return differing >>> (DIGIT_BITS - bits % DIGIT_BITS) == 0;
  }
}
