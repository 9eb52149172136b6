package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.tickets.TicketId;

/// Where a ticket's messages end. It counts them, so numbers have no gaps, and holds the latest
/// time, so times never go back.
///
/// @param number of the ticket's row
/// @param activeAt time of the last message, or of the ticket while it has none
record TicketHead(TicketId id, long number, long lastSeq, long activeAt) {

  /// With one message more.
  TicketHead next(long createdAt) {
    return new TicketHead(id, number, lastSeq + 1, createdAt);
  }
}
