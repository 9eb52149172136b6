package dev.ticketchat.chat.tickets;

import dev.ticketchat.chat.identity.UserId;
import java.util.Optional;

/// What a ticket shall be. Without a status, a new ticket is open and an old one keeps its own.
public record TicketDraft(
    TicketId id, UserId clientId, String title, Optional<TicketStatus> status) {}
