package dev.ticketchat.chat.messages;

import dev.ticketchat.chat.files.KeptFiles;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.tickets.TicketId;

/// A message to store.
public record NewMessage(
    TicketId ticketId, Principal sender, String text, KeptFiles files, RetryKey key) {

  /// One without files.
  public NewMessage(TicketId ticketId, Principal sender, String text, RetryKey key) {
    this(ticketId, sender, text, KeptFiles.none(), key);
  }
}
