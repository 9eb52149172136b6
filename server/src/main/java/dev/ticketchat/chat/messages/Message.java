package dev.ticketchat.chat.messages;

import dev.ticketchat.chat.tickets.TicketId;
import java.time.Instant;

/// A stored message.
///
/// @param seq its number within the ticket, from 1 without gaps
/// @param createdAt in milliseconds; never before the message of the seq before
public record Message(
    MessageId id, TicketId ticketId, long seq, Sender sender, String text, Instant createdAt) {}
