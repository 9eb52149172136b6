package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// What a message's text begins with: which run it is of, who sent it, which of the sender's
/// messages it is, and when it was to be sent. Writes that, and is what was read last. For one
/// thread.
///
/// ```
/// ^tc:RRRRRRRR.SSSSSSSS.NNNNNNNN.TTTTTTTTTTTTTTTT$   in hexadecimal digits
/// ```
final class Stamp {
  /// Bytes of a text's stamp.
  static final int LENGTH = 48;

  private static final byte[] MARK = "^tc:".getBytes(US_ASCII);
  private static final byte[] DOT = ".".getBytes(US_ASCII);
  private static final byte[] END = "$".getBytes(US_ASCII);
  private static final int INT = 8;
  private static final int LONG = 16;
  private static final int RUN = MARK.length;
  private static final int SENDER = RUN + INT + 1;
  private static final int NUMBER = SENDER + INT + 1;
  private static final int TIME = NUMBER + INT + 1;
  private static final int NOT_HEX = -1;

  private final int run;
  private int sender;
  private int number;
  private long time;

  /// Where it was found last, from the start of the event: probably there again.
  private int guess;

  Stamp(int run) {
    this.run = run;
  }

  void write(PacketBuffer to, int sender, int number, long time) {
    to.put(MARK)
        .putHex(run, INT)
        .put(DOT)
        .putHex(sender, INT)
        .put(DOT)
        .putHex(number, INT)
        .put(DOT)
        .putHex(time, LONG)
        .put(END);
  }

  /// Looks for a stamp of this run.
  ///
  /// @return whether there is one; then it can be asked what it says
  boolean read(byte[] bytes, int from, int to) {
    int at = find(bytes, from, to - LENGTH);
    if (at < 0 || hex(bytes, at + RUN, INT) != (run & 0xffffffffL)) {
      return false;
    }
    guess = at - from;
    sender = (int) hex(bytes, at + SENDER, INT);
    number = (int) hex(bytes, at + NUMBER, INT);
    time = hex(bytes, at + TIME, LONG);
    return sender >= 0 && number >= 0 && time >= 0;
  }

  int sender() {
    return sender;
  }

  int number() {
    return number;
  }

  long time() {
    return time;
  }

  private int find(byte[] bytes, int from, int last) {
    if (from + guess <= last && isMark(bytes, from + guess)) {
      return from + guess;
    }
    for (int at = from; at <= last; at++) {
      if (isMark(bytes, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isMark(byte[] bytes, int at) {
    return bytes[at] == '^' && bytes[at + 1] == 't' && bytes[at + 2] == 'c' && bytes[at + 3] == ':';
  }

  private static long hex(byte[] bytes, int at, int digits) {
    long number = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = digit(bytes[i]);
      if (digit == NOT_HEX) {
        return NOT_HEX;
      }
      number = number << 4 | digit;
    }
    return number;
  }

  private static int digit(byte b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    return b >= 'a' && b <= 'f' ? b - 'a' + 10 : NOT_HEX;
  }
}
