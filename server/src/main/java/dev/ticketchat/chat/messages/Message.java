package dev.ticketchat.chat.messages;

import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.tickets.TicketId;
import java.time.Instant;
import java.util.List;

/// A stored message.
///
/// @param position where it stands in the log of all tickets: grows from message to message, from 1
/// @param seq its number within the ticket, from 1 without gaps
/// @param attachments its files, in the order sent
/// @param createdAt in milliseconds; never before the message of the seq before
public record Message(
    MessageId id,
    long position,
    TicketId ticketId,
    long seq,
    Sender sender,
    String text,
    List<Attachment> attachments,
    Instant createdAt) {}
