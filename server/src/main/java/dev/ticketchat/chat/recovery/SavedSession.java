package dev.ticketchat.chat.recovery;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.tickets.TicketId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where a client stands: who it is, for how long, and which tickets it is in. What it was told is
/// not here: the client knows how far it got, and the log has the rest.
public record SavedSession(Principal user, Optional<Instant> expiresAt, List<TicketId> tickets) {

  public SavedSession {
    tickets = List.copyOf(tickets);
  }
}
