package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// The ids of tickets: a text around a number.
final class TicketName {
  private static final String NUMBER = "<T>";

  private final byte[] before;
  private final byte[] after;

  private TicketName(String before, String after) {
    this.before = before.getBytes(US_ASCII);
    this.after = after.getBytes(US_ASCII);
  }

  /// Names of a format.
  ///
  /// @param format a text with `<T>` in it
  static TicketName of(String format) {
    int at = format.indexOf(NUMBER);
    Require.that(
        at >= 0 && format.replace(NUMBER, "").matches("[A-Za-z0-9_.:-]*"),
        "--ticket-fmt needs <T> once, and else letters, digits and _.:- only.");
    return new TicketName(format.substring(0, at), format.substring(at + NUMBER.length()));
  }

  void write(PacketBuffer to, int ticket) {
    to.put(before).putDecimal(ticket).put(after);
  }

  String name(int ticket) {
    return new String(before, US_ASCII) + ticket + new String(after, US_ASCII);
  }
}
