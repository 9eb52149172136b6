package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.SplittableRandom;

/// Messages of text only.
final class TextMessages implements MessageWriter {
  private static final byte[] START = "42[\"send_message\",{\"ticketId\":\"".getBytes(US_ASCII);
  private static final byte[] MESSAGE = "\",\"message\":\"".getBytes(US_ASCII);
  private static final byte[] END = "\"}]".getBytes(US_ASCII);

  private final PacketBuffer packet;
  private final TicketName tickets;
  private final Filler text;
  private final SplittableRandom masks;

  TextMessages(PacketBuffer packet, TicketName tickets, Filler text, SplittableRandom masks) {
    this.packet = packet;
    this.tickets = tickets;
    this.text = text;
    this.masks = masks;
  }

  @Override
  public void write(Connection to, Member sender, int number, long time) {
    packet.start().put(START);
    tickets.write(packet, sender.room().ticket());
    packet.put(MESSAGE);
    text.write(packet, sender, number, time);
    packet.put(END);
    to.send(packet.frame(Frames.TEXT, masks.nextInt()));
  }
}
