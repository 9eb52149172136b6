package dev.ticketchat.chat.desk;

import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.tickets.Ticket;
import java.util.Optional;

/// A ticket in a list, with its client's last seen name and its last message.
public record TicketSummary(
    Ticket ticket, Optional<String> clientName, Optional<Message> lastMessage) {}
