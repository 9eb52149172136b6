package dev.ticketchat.bench.floor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What the server says, as frames that whoever gets them owns. Shaped as a chat server's, but of
/// one sender and one moment. Any thread.
final class Packets {
  /// Asks for a heartbeat once a day, as none comes.
  private static final String OPENED =
      """
      0{"sid":"floor","upgrades":[],"pingInterval":86400000,"pingTimeout":20000,"maxPayload":60000}\
      """;

  private static final String CONNECTED =
      """
      40{"sid":"floor"}\
      """;
  private static final String AUTHENTICATED =
      """
      42["authenticated",{"success":true,"user":{"id":"floor","name":"Floor","email":"floor@example.com","type":"client"}}]\
      """;
  private static final byte[] BEFORE_ID =
      ascii(
          """
          42["new_message",{"success":true,"data":{"_id":"\
          """);
  private static final byte[] BEFORE_TICKET = ascii("\",\"ticketId\":\"");
  private static final byte[] BEFORE_TEXT =
      ascii(
          """
          ","sender":{"_id":"floor","name":"Floor","email":"floor@example.com"},\
          "senderModel":"Client","message":"\
          """);
  private static final byte[] END = ascii("}}]");
  private static final int ID_DIGITS = 24;

  /// More bytes than a message has besides its text and its ticket.
  private static final int AROUND = 384;

  private final ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
  private final byte[] beforeSeq =
      ascii(
          """
          ","attachments":[],"createdAt":"%s","seq":\
          """
              .formatted(Instant.now().truncatedTo(ChronoUnit.MILLIS)));

  ByteBuf opened() {
    return of(OPENED);
  }

  ByteBuf connected() {
    return of(CONNECTED);
  }

  ByteBuf authenticated() {
    return of(AUTHENTICATED);
  }

  ByteBuf joined(String ticket) {
    return of(
        """
        42["joined_ticket",{"success":true,"ticketId":"%s"}]\
        """
            .formatted(ticket));
  }

  /// @param bytes where its text is, as in the packet that brought it
  ByteBuf newMessage(byte[] ticket, long seq, byte[] bytes, int from, int to) {
    var packet = Frames.packet(allocator, AROUND + ticket.length + to - from);
    packet.writeBytes(BEFORE_ID);
    writeId(packet, seq);
    packet.writeBytes(BEFORE_TICKET).writeBytes(ticket);
    packet.writeBytes(BEFORE_TEXT).writeBytes(bytes, from, to - from);
    packet.writeBytes(beforeSeq);
    ByteBufUtil.writeAscii(packet, Long.toString(seq));
    return Frames.frame(packet.writeBytes(END));
  }

  private ByteBuf of(String packet) {
    var bytes = packet.getBytes(UTF_8);
    return Frames.frame(Frames.packet(allocator, bytes.length).writeBytes(bytes));
  }

  /// Decimal digits are hexadecimal ones too.
  private static void writeId(ByteBuf packet, long seq) {
    int start = packet.writerIndex();
    packet.writeZero(ID_DIGITS);
    long left = seq;
    for (int at = start + ID_DIGITS - 1; at >= start; at--) {
      packet.setByte(at, '0' + (int) (left % 10));
      left /= 10;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
