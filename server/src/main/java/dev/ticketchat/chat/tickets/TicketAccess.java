package dev.ticketchat.chat.tickets;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;

/// The one gate to tickets. Blocks for the store; safe from any thread.
public final class TicketAccess {
  private final TicketStore tickets;

  public TicketAccess(TicketStore tickets) {
    this.tickets = tickets;
  }

  /// The ticket, if the caller may see it.
  ///
  /// @throws Refused to a client `FORBIDDEN` with `Access denied to this ticket`, be it absent or
  ///   another's; to a super admin `NOT_FOUND` with `Ticket not found`
  public Ticket open(Principal caller, TicketId id) {
    return tickets
        .find(id)
        .filter(ticket -> caller.isSuperAdmin() || ticket.clientId().equals(caller.id()))
        .orElseThrow(() -> refusal(caller));
  }

  private static Refused refusal(Principal caller) {
    return caller.isSuperAdmin()
        ? new Refused(ErrorCode.NOT_FOUND, "Ticket not found")
        : new Refused(ErrorCode.FORBIDDEN, "Access denied to this ticket");
  }
}
