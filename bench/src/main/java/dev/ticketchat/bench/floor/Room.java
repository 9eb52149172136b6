package dev.ticketchat.bench.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/// A ticket with somebody in it. Its messages are numbered, and sent to all in that order. Any
/// thread.
final class Room {
  private final String ticket;
  private final byte[] ticketBytes;
  private final Packets packets;
  private final List<Line> lines = new ArrayList<>(2);
  private long lastSeq;

  Room(String ticket, Packets packets) {
    this.ticket = ticket;
    this.ticketBytes = ticket.getBytes(UTF_8);
    this.packets = packets;
  }

  String ticket() {
    return ticket;
  }

  synchronized void enter(Line line) {
    lines.add(line);
  }

  synchronized void leave(Line line) {
    lines.remove(line);
  }

  synchronized boolean isEmpty() {
    return lines.isEmpty();
  }

  /// Sends a text to all, the sender too.
  synchronized void tell(byte[] bytes, int from, int to) {
    lastSeq++;
    var frame = packets.newMessage(ticketBytes, lastSeq, bytes, from, to);
    for (var line : lines) {
      line.send(frame.retainedDuplicate());
    }
    frame.release();
  }
}
