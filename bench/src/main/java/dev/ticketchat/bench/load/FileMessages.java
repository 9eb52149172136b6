package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Base64;
import java.util.SplittableRandom;

/// Messages with a file. The file's part of the frame is encoded and masked once; the text, the
/// ticket and so the mask's last part follow it.
final class FileMessages implements MessageWriter {
  private static final byte[] MESSAGE = "\"message\":\"".getBytes(US_ASCII);
  private static final byte[] TICKET = "\",\"ticketId\":\"".getBytes(US_ASCII);
  private static final byte[] END = "\"}]".getBytes(US_ASCII);

  private final PacketBuffer packet;
  private final TicketName tickets;
  private final Filler text;
  private final int mask;
  private final ByteBuf file;

  FileMessages(
      PacketBuffer packet,
      TicketName tickets,
      Filler text,
      SplittableRandom random,
      SentFile file) {
    this.packet = packet;
    this.tickets = tickets;
    this.text = text;
    this.mask = random.nextInt();
    this.file = Unpooled.unreleasableBuffer(masked(start(file, random), mask));
  }

  private static String start(SentFile file, SplittableRandom random) {
    var data = Base64.getEncoder().encodeToString(file.bytes(random));
    return """
    42["send_message",{"attachments":[{"name":"%s","type":"%s","data":"%s"}],\
    """
        .formatted(file.name(), file.type(), data);
  }

  @Override
  public void write(Connection to, Member sender, int number, long time) {
    packet.start().put(MESSAGE);
    text.write(packet, sender, number, time);
    packet.put(TICKET);
    tickets.write(packet, sender.room().ticket());
    packet.put(END);
    int before = file.readableBytes();
    int length = before + packet.length();
    var last = packet.lastPart(mask, before);
    to.queue(header(length));
    to.queue(file.duplicate());
    to.send(last);
  }

  private ByteBuf header(int length) {
    var header = new byte[Frames.headerLength(length)];
    Frames.putHeader(header, 0, Frames.TEXT, length, mask);
    return Unpooled.directBuffer(header.length).writeBytes(header);
  }

  private static ByteBuf masked(String text, int mask) {
    var bytes = text.getBytes(US_ASCII);
    Frames.mask(bytes, 0, bytes.length, mask, 0);
    return Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly();
  }
}
