package dev.ticketchat.api.socket;

import dev.ticketchat.api.Callers;
import dev.ticketchat.api.Chat;
import dev.ticketchat.api.wire.AckJson;
import dev.ticketchat.api.wire.PageFields;
import dev.ticketchat.api.wire.SendFields;
import dev.ticketchat.api.wire.ServerEvent.MessagesLoaded;
import dev.ticketchat.api.wire.ServerEvent.NewMessage;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.Optional;

/// A ticket's messages: sending and history.
final class MessageEvents {
  private final Callers callers;
  private final Chat chat;

  MessageEvents(Callers callers, Chat chat) {
    this.callers = callers;
    this.chat = chat;
  }

  /// A message with files takes long: it keeps its place in its ticket, and nothing else waits.
  void send(Principal caller, Exchange exchange) {
    var ticket = callers.reading(caller, exchange.payload()::ticketId);
    Visitor.at(exchange.socket())
        .sends()
        .run(
            ticket,
            !SendFields.haveFiles(exchange.payload()),
            () -> exchange.answering(() -> send(caller, ticket, exchange)));
  }

  /// The sending socket gets `new_message` with all others; a repeated one is answered here, since
  /// it is not told again.
  private void send(Principal caller, TicketId ticket, Exchange exchange) {
    var sent =
        chat.sending().send(caller, ticket, exchange.payload(), Optional.of(exchange.socketId()));
    if (sent.repeated()) {
      var message = chat.format().json(sent.message());
      exchange.succeed(new NewMessage(message), new AckJson.OkMessage(message));
    } else {
      exchange.acknowledge(() -> new AckJson.OkMessage(chat.format().json(sent.message())));
    }
  }

  void load(Principal caller, Exchange exchange) {
    var ticket = chat.access().open(caller, exchange.payload().ticketId());
    var request = PageFields.read(exchange.payload());
    chat.live()
        .page(
            ticket.id(),
            request,
            page -> exchange.succeed(MessagesLoaded.of(ticket.id(), page, chat.format())));
  }
}
