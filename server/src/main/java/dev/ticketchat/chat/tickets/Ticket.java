package dev.ticketchat.chat.tickets;

import dev.ticketchat.chat.identity.UserId;
import java.time.Instant;

/// A conversation of one client with the super admins.
public record Ticket(
    TicketId id, UserId clientId, String title, TicketStatus status, Instant createdAt) {}
