package dev.ticketchat.api.socket;

import dev.ticketchat.api.Chat;
import dev.ticketchat.api.wire.AckJson;
import dev.ticketchat.api.wire.ServerEvent.JoinedTicket;
import dev.ticketchat.api.wire.ServerEvent.LeftTicket;
import dev.ticketchat.api.wire.ServerEvent.OnlineUsers;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;

/// Being in a ticket: joining, leaving, who is there, typing.
final class TicketEvents {
  private final Chat chat;
  private final SocketRecovery recovery;

  TicketEvents(Chat chat, SocketRecovery recovery) {
    this.chat = chat;
    this.recovery = recovery;
  }

  /// Answers with `joined_ticket` and then `online_users`, before anything told to the room later.
  void join(Principal caller, Exchange exchange) {
    var id = exchange.payload().ticketId();
    chat.access().open(caller, id);
    recovery.saveJoining(exchange.socket(), id);
    try {
      chat.joinTicket()
          .join(
              caller,
              id,
              exchange.socketId(),
              (ticket, joined) -> {
                exchange.succeed(JoinedTicket.of(ticket), joined.position());
                exchange.tell(OnlineUsers.of(id, joined.online()));
              });
    } catch (Refused refused) {
      // The ticket may have changed hands just now: who was told to be in it is told of the end.
      exchange.takeBack(refused);
      recovery.save(exchange.socket());
    }
  }

  void leave(Principal caller, Exchange exchange) {
    var ticket = exchange.payload().ticketId();
    chat.live().leave(ticket, exchange.socketId());
    exchange.succeed(new LeftTicket(ticket.value()));
    recovery.save(exchange.socket());
  }

  void online(Principal caller, Exchange exchange) {
    var ticket = chat.access().open(caller, exchange.payload().ticketId());
    exchange.succeed(OnlineUsers.of(ticket.id(), chat.live().online(ticket.id())));
  }

  /// Needs no look at permissions: who is in the room was let in.
  void startTyping(Principal caller, Exchange exchange) {
    chat.live().startTyping(exchange.payload().ticketId(), exchange.socketId());
    exchange.acknowledge(new AckJson.Ok());
  }

  void stopTyping(Principal caller, Exchange exchange) {
    chat.live().stopTyping(exchange.payload().ticketId(), exchange.socketId());
    exchange.acknowledge(new AckJson.Ok());
  }
}
