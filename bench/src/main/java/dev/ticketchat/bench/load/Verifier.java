package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Checks every delivery: its fields, and that all members of a room see all of its messages once
/// each, in one order, with numbers (`seq`) that have no gap.
final class Verifier implements Inspector {
  private static final byte[] SEQ = "\"seq\":".getBytes(US_ASCII);
  private static final int SHOWN = 300;

  private final TicketName tickets;
  private final Faults faults;
  private final List<byte[]> fields = new ArrayList<>();
  private final Map<Room, Sight> sights = new HashMap<>();

  /// What is known of a room, and what its messages say of it.
  private static final class Sight {
    private final Transcript transcript;
    private final byte[] ticketField;

    Sight(Transcript transcript, byte[] ticketField) {
      this.transcript = transcript;
      this.ticketField = ticketField;
    }
  }

  /// @param withFiles whether each message has a file
  Verifier(TicketName tickets, boolean withFiles, Faults faults) {
    this.tickets = tickets;
    this.faults = faults;
    List.of("_id", "createdAt", "sender", "senderModel").forEach(this::require);
    if (withFiles) {
      require("url");
    }
  }

  @Override
  public void inspect(Member by, int sender, int number, byte[] bytes, int from, int to) {
    var sight = sights.computeIfAbsent(by.room(), this::sight);
    int seq = Bytes.find(bytes, from, to, SEQ);
    if (seq < 0 || !hasFields(sight, bytes, from, to)) {
      faults.add(Fault.FIELD, () -> "lacks a field: " + Bytes.text(bytes, from, to, SHOWN));
    }
    sight.transcript.onSeen(
        by, sender, number, seq < 0 ? 0 : Bytes.decimal(bytes, seq + SEQ.length, to));
  }

  private Sight sight(Room room) {
    var ticket = "\"ticketId\":\"%s\"".formatted(tickets.name(room.ticket()));
    return new Sight(new Transcript(room, faults), ticket.getBytes(US_ASCII));
  }

  private boolean hasFields(Sight sight, byte[] bytes, int from, int to) {
    return Bytes.find(bytes, from, to, sight.ticketField) >= 0
        && fields.stream().allMatch(field -> Bytes.find(bytes, from, to, field) >= 0);
  }

  private void require(String field) {
    fields.add("\"%s\":".formatted(field).getBytes(US_ASCII));
  }
}
