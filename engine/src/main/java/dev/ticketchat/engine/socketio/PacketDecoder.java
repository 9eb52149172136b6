package dev.ticketchat.engine.socketio;

import dev.ticketchat.engine.socketio.Packet.Payload;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/// Reads the head of a packet: `<type>[<attachments>-][<namespace>,][<ack id>][JSON]`. Pure, and
/// cheap enough for an event loop: of the payload it only notes where it begins.
final class PacketDecoder {
  private static final int MAX_DIGITS = 18;

  private final byte[] text;
  private int at;

  private PacketDecoder(byte[] text) {
    this.text = text;
  }

  /// The packet that begins a message.
  ///
  /// @param text UTF-8, of one Engine.IO message
  static Packet decode(byte[] text, int maxAttachments) throws MalformedPacketException {
    return new PacketDecoder(text).packet(maxAttachments);
  }

  private Packet packet(int maxAttachments) throws MalformedPacketException {
    if (text.length == 0) {
      throw new MalformedPacketException("empty packet");
    }
    return switch (text[at++]) {
      case '0' -> new Packet.Connect(namespace(), payload());
      case '1' -> disconnect();
      case '2' -> event(0);
      case '3' -> ack(0);
      case '4' -> new Packet.ConnectError(namespace(), payload());
      case '5' -> event(attachments(maxAttachments));
      case '6' -> ack(attachments(maxAttachments));
      default -> throw new MalformedPacketException("unknown packet type");
    };
  }

  private Packet disconnect() throws MalformedPacketException {
    var packet = new Packet.Disconnect(namespace());
    if (!payload().isEmpty()) {
      throw new MalformedPacketException("a disconnect with a payload");
    }
    return packet;
  }

  private Packet event(int attachments) throws MalformedPacketException {
    var namespace = namespace();
    var ackId = number();
    return new Packet.Event(namespace, ackId, attachments, filled(payload()));
  }

  private Packet ack(int attachments) throws MalformedPacketException {
    var namespace = namespace();
    var id = number().orElseThrow(() -> new MalformedPacketException("an ack without its id"));
    return new Packet.Ack(namespace, id, attachments, filled(payload()));
  }

  private int attachments(int most) throws MalformedPacketException {
    long count = number().orElse(0);
    if (count < 1 || count > most) {
      throw new MalformedPacketException("attachments out of range");
    }
    if (at == text.length || text[at++] != '-') {
      throw new MalformedPacketException("no dash after the number of attachments");
    }
    return (int) count;
  }

  private String namespace() {
    if (at == text.length || text[at] != '/') {
      return Namespace.MAIN;
    }
    int start = at;
    while (at < text.length && text[at] != ',') {
      at++;
    }
    var name = new String(text, start, at - start, StandardCharsets.UTF_8);
    at = Math.min(at + 1, text.length);
    return name;
  }

  private OptionalLong number() throws MalformedPacketException {
    int start = at;
    long number = 0;
    for (; at < text.length && text[at] >= '0' && text[at] <= '9'; at++) {
      if (at - start == MAX_DIGITS) {
        throw new MalformedPacketException("a number with too many digits");
      }
      number = number * 10 + (text[at] - '0');
    }
    return at == start ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private Payload payload() {
    return new Payload(text, at);
  }

  private static Payload filled(Payload payload) throws MalformedPacketException {
    if (payload.isEmpty()) {
      throw new MalformedPacketException("no payload");
    }
    return payload;
  }
}
