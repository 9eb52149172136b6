package dev.ticketchat.api.socket;

import dev.ticketchat.api.Callers;
import dev.ticketchat.api.Chat;
import dev.ticketchat.api.wire.AckJson;
import dev.ticketchat.api.wire.PageFields;
import dev.ticketchat.api.wire.Payload;
import dev.ticketchat.api.wire.SendFields;
import dev.ticketchat.api.wire.ServerEvent.MessagesLoaded;
import dev.ticketchat.api.wire.ServerEvent.NewMessage;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.messages.SendMessage;
import java.util.List;
import java.util.Optional;

/// A ticket's messages: sending and history.
final class MessageEvents {
  private final Callers callers;
  private final Chat chat;

  MessageEvents(Callers callers, Chat chat) {
    this.callers = callers;
    this.chat = chat;
  }

  /// The sending socket gets `new_message` with all others; a repeated one is answered here, since
  /// it is not told again.
  void send(Principal caller, Exchange exchange) {
    var sent = chat.sendMessage().send(read(caller, exchange.payload(), exchange.socketId()));
    var message = chat.format().json(sent.message());
    var acknowledgement = new AckJson.OkMessage(message);
    if (sent.repeated()) {
      exchange.succeed(new NewMessage(message), acknowledgement);
    } else {
      exchange.acknowledge(acknowledgement);
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

  /// Messages have a limit of their own; what is none counts as any other event.
  private SendMessage.Request read(Principal caller, Payload payload, SocketId origin) {
    try {
      var ticket = payload.ticketId();
      var fields = SendFields.read(payload);
      return new SendMessage.Request(
          caller, ticket, fields.text(), List.of(), fields.key(), Optional.of(origin));
    } catch (Refused refused) {
      callers.count(caller);
      throw refused;
    }
  }
}
