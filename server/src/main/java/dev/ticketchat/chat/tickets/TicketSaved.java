package dev.ticketchat.chat.tickets;

import java.util.Optional;

/// A ticket as it is now, and as it was before the save; without a before, it is new.
public record TicketSaved(Optional<Ticket> before, Ticket now) {}
