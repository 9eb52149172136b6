package dev.ticketchat.chat.recovery;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.VerifiedToken;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.List;
import java.util.stream.Stream;

/// Where a client stands: who it is, by which token, and which tickets it is in. What it was told
/// is not here: the client knows how far it got, and the log has the rest.
public record SavedSession(VerifiedToken token, List<TicketId> tickets) {

  public SavedSession {
    tickets = List.copyOf(tickets);
  }

  /// The same, and in one more ticket.
  public SavedSession with(TicketId ticket) {
    var all = Stream.concat(tickets.stream(), Stream.of(ticket)).distinct().toList();
    return new SavedSession(token, all);
  }

  public Principal user() {
    return token.principal();
  }
}
