package dev.ticketchat.chat.messages;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.tickets.TicketId;

/// A message to store.
public record NewMessage(TicketId ticketId, Principal sender, String text, RetryKey key) {}
