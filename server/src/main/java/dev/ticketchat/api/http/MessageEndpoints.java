package dev.ticketchat.api.http;

import dev.ticketchat.api.Callers;
import dev.ticketchat.api.Chat;
import dev.ticketchat.api.wire.PageFields;
import dev.ticketchat.api.wire.ServerEvent.MessagesLoaded;
import dev.ticketchat.api.wire.ServerEvent.NewMessage;
import dev.ticketchat.chat.identity.Principal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The chat of a ticket over HTTP, as older pages use it.
final class MessageEndpoints {
  private final Callers callers;
  private final Chat chat;

  MessageEndpoints(Callers callers, Chat chat) {
    this.callers = callers;
    this.chat = chat;
  }

  /// Answers 201 if the message is new, 200 if it is a repeated one.
  Answer send(Principal caller, ApiRequest request) {
    var payload = callers.reading(caller, request::object);
    var sent = chat.sending().send(caller, request.ticketId(), payload, Optional.empty());
    var message = new NewMessage(chat.format().json(sent.message()));
    return sent.repeated() ? Answer.ok(message) : Answer.created(message);
  }

  Answer load(Principal caller, ApiRequest request) {
    var ticket = chat.access().open(caller, request.ticketId());
    var page = new CompletableFuture<MessagesLoaded>();
    chat.live()
        .page(
            ticket.id(),
            PageFields.read(request.query()),
            found -> page.complete(MessagesLoaded.of(ticket.id(), found, chat.format())));
    return Answer.ok(page.join());
  }
}
