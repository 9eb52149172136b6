package dev.ticketchat.chat.live;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.tickets.Ticket;
import dev.ticketchat.chat.tickets.TicketAccess;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.function.BiConsumer;

/// Lets a socket into a ticket: check, join, check again. Blocks for the store; safe from any
/// thread.
public final class JoinTicket {
  private final TicketAccess access;
  private final LiveTickets live;

  public JoinTicket(TicketAccess access, LiveTickets live) {
    this.access = access;
    this.live = live;
  }

  /// As [LiveTickets#join], for a caller who may see the ticket.
  ///
  /// The ticket may get another owner between the check and the join, when its former one is not
  /// there yet to be expelled. So who was let in is checked once more.
  ///
  /// @param joined called under the ticket's lock: returns at once
  /// @throws Refused as [TicketAccess#open]; the socket is then not in the ticket
  public void join(Principal who, TicketId id, SocketId socket, BiConsumer<Ticket, Joined> joined) {
    var ticket = access.open(who, id);
    live.join(id, socket, who, stay -> joined.accept(ticket, stay));
    try {
      access.open(who, id);
    } catch (Refused refused) {
      live.leave(id, socket);
      throw refused;
    }
  }
}
