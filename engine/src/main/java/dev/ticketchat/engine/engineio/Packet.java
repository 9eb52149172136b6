package dev.ticketchat.engine.engineio;

/// One Engine.IO packet. Only messages can be binary.
record Packet(Type type, Message data) {

  enum Type {
    OPEN('0'),
    CLOSE('1'),
    PING('2'),
    PONG('3'),
    MESSAGE('4'),
    UPGRADE('5'),
    NOOP('6');

    private final char digit;

    Type(char digit) {
      this.digit = digit;
    }

    static Type of(int digit) throws MalformedPacketException {
      return switch (digit) {
        case '0' -> OPEN;
        case '1' -> CLOSE;
        case '2' -> PING;
        case '3' -> PONG;
        case '4' -> MESSAGE;
        case '5' -> UPGRADE;
        case '6' -> NOOP;
        default -> throw new MalformedPacketException("unknown packet type");
      };
    }

    /// As it stands on the wire.
    byte digit() {
      return (byte) digit;
    }
  }

  /// A packet of text.
  ///
  /// @param digit the type, as it stands before the text on the wire
  static Packet text(int digit, byte[] utf8) throws MalformedPacketException {
    return new Packet(Type.of(digit), new Message.Text(utf8));
  }

  static Packet binary(byte[] bytes) {
    return new Packet(Type.MESSAGE, new Message.Binary(bytes));
  }

  /// Whether it is of that type with exactly that text, such as the `probe` of an upgrade.
  boolean is(Type wanted, String text) {
    return type == wanted && data.toString().equals(text);
  }
}
