package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.SplittableRandom;

/// What users send beside messages, as frames. For one thread.
final class Requests {
  private static final byte[] CONNECT = "40".getBytes(US_ASCII);
  private static final byte[] PONG = "3".getBytes(US_ASCII);
  private static final byte[] AUTHENTICATE = "42[\"authenticate\",{\"token\":\"".getBytes(US_ASCII);
  private static final byte[] JOIN = "42[\"join_ticket\",{\"ticketId\":\"".getBytes(US_ASCII);
  private static final byte[] LOAD = "42[\"get_messages\",{\"ticketId\":\"".getBytes(US_ASCII);
  private static final byte[] END = "\"}]".getBytes(US_ASCII);

  private final PacketBuffer packet;
  private final TicketName tickets;
  private final SplittableRandom masks;

  Requests(PacketBuffer packet, TicketName tickets, SplittableRandom masks) {
    this.packet = packet;
    this.tickets = tickets;
    this.masks = masks;
  }

  /// The Socket.IO connect.
  ByteBuf connect() {
    packet.start().put(CONNECT);
    return frame(Frames.TEXT);
  }

  ByteBuf authenticate(byte[] token) {
    packet.start().put(AUTHENTICATE).put(token).put(END);
    return frame(Frames.TEXT);
  }

  ByteBuf join(int ticket) {
    return ofTicket(JOIN, ticket);
  }

  /// Asks for the newest page of a ticket's history.
  ByteBuf load(int ticket) {
    return ofTicket(LOAD, ticket);
  }

  /// The answer to an Engine.IO ping.
  ByteBuf pong() {
    packet.start().put(PONG);
    return frame(Frames.TEXT);
  }

  /// The answer to a WebSocket ping.
  ByteBuf webSocketPong(byte[] bytes, int from, int to) {
    packet.start().put(bytes, from, to - from);
    return frame(Frames.PONG);
  }

  private ByteBuf ofTicket(byte[] start, int ticket) {
    packet.start().put(start);
    tickets.write(packet, ticket);
    packet.put(END);
    return frame(Frames.TEXT);
  }

  private ByteBuf frame(int opcode) {
    return packet.frame(opcode, masks.nextInt());
  }
}
