package dev.ticketchat.chat.tickets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps tickets. Methods block; when they return, what they wrote is on disk. Safe from any
/// thread. When the database cannot be reached they throw `Refused` with `UNAVAILABLE`.
public interface TicketStore {

  Optional<Ticket> find(TicketId id);

  /// Creates or updates all of them in one transaction, or none. One result for each draft, in
  /// order.
  List<TicketSaved> save(List<TicketDraft> drafts, Instant now);
}
