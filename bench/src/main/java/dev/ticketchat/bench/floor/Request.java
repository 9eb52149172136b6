package dev.ticketchat.bench.floor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// What a client asks for, as far as a search for bytes finds it in a packet.
sealed interface Request {
  record Connect() implements Request {}

  record Authenticate() implements Request {}

  record Join(String ticket) implements Request {}

  /// A message, whose text is in the packet between two places.
  record Send(int from, int to) implements Request {}

  record Other() implements Request {}

  static Request of(byte[] packet, int length) {
    if (startsWith(packet, length, Words.SEND)) {
      int from = value(packet, length, Words.MESSAGE);
      return new Send(from, end(packet, from, length));
    }
    if (startsWith(packet, length, Words.JOIN)) {
      int from = value(packet, length, Words.TICKET);
      return new Join(new String(packet, from, end(packet, from, length) - from, UTF_8));
    }
    if (startsWith(packet, length, Words.AUTHENTICATE)) {
      return new Authenticate();
    }
    return startsWith(packet, length, Words.CONNECT) ? new Connect() : new Other();
  }

  private static boolean startsWith(byte[] packet, int length, byte[] word) {
    return length >= word.length && Arrays.equals(packet, 0, word.length, word, 0, word.length);
  }

  /// Where the value after a key begins; the packet's end if it has none.
  private static int value(byte[] packet, int length, byte[] key) {
    for (int at = 0; at <= length - key.length; at++) {
      if (packet[at] == key[0] && Arrays.equals(packet, at, at + key.length, key, 0, key.length)) {
        return at + key.length;
      }
    }
    return length;
  }

  /// Where a string ends that begins there.
  private static int end(byte[] packet, int from, int length) {
    int at = from;
    while (at < length && packet[at] != '"') {
      at += packet[at] == '\\' ? 2 : 1;
    }
    return Math.min(at, length);
  }

  /// What is searched for.
  final class Words {
    private static final byte[] CONNECT = "40".getBytes(US_ASCII);
    private static final byte[] AUTHENTICATE = "42[\"authenticate\"".getBytes(US_ASCII);
    private static final byte[] JOIN = "42[\"join_ticket\"".getBytes(US_ASCII);
    private static final byte[] SEND = "42[\"send_message\"".getBytes(US_ASCII);
    private static final byte[] TICKET = "\"ticketId\":\"".getBytes(US_ASCII);
    private static final byte[] MESSAGE = "\"message\":\"".getBytes(US_ASCII);

    private Words() {}
  }
}
