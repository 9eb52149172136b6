package dev.ticketchat.engine.engineio;

import java.util.Arrays;
import java.util.Base64;

/// Reads the packets of a polling payload one after the other, so that those before a malformed one
/// still count.
final class PayloadReader {
  /// Stands between packets.
  static final byte SEPARATOR = 0x1e;

  /// Stands before the base64 of a binary message.
  static final byte BINARY = 'b';

  private final byte[] payload;
  private int next;

  PayloadReader(byte[] payload) {
    this.payload = payload;
  }

  /// An empty payload has one packet, which is malformed.
  boolean hasNext() {
    return next <= payload.length;
  }

  Packet next() throws MalformedPacketException {
    int start = next;
    int end = start;
    while (end < payload.length && payload[end] != SEPARATOR) {
      end++;
    }
    next = end + 1;
    if (start == end) {
      throw new MalformedPacketException("empty packet");
    }
    byte[] data = Arrays.copyOfRange(payload, start + 1, end);
    return payload[start] == BINARY ? Packet.binary(decode(data)) : text(payload[start], data);
  }

  private static Packet text(byte digit, byte[] data) throws MalformedPacketException {
    if (!Utf8.isValid(data)) {
      throw new MalformedPacketException("invalid UTF-8");
    }
    return Packet.text(digit, data);
  }

  /// Strict but for line breaks, which the official Java client puts in.
  private static byte[] decode(byte[] base64) throws MalformedPacketException {
    try {
      return Base64.getDecoder().decode(withoutLineBreaks(base64));
    } catch (IllegalArgumentException e) {
      throw new MalformedPacketException("invalid base64");
    }
  }

  private static byte[] withoutLineBreaks(byte[] text) {
    int kept = 0;
    for (byte character : text) {
      if (character != '\r' && character != '\n') {
        text[kept++] = character;
      }
    }
    return kept == text.length ? text : Arrays.copyOf(text, kept);
  }
}
