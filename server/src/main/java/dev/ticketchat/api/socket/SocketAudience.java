package dev.ticketchat.api.socket;

import dev.ticketchat.api.wire.MessageFormat;
import dev.ticketchat.api.wire.ServerEvent;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.live.Audience;
import dev.ticketchat.chat.live.ChatEvent;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.engine.socketio.Broadcast;
import dev.ticketchat.engine.socketio.Namespace;
import java.util.Optional;

/// The sockets of a namespace, as the chat reaches them: each event is encoded once and reaches
/// each socket at most once. Safe from any thread.
public final class SocketAudience implements Audience {
  private final Namespace namespace;
  private final MessageFormat format;

  public SocketAudience(Namespace namespace, MessageFormat format) {
    this.namespace = namespace;
    this.format = format;
  }

  @Override
  public void enter(SocketId socket, TicketId ticket) {
    namespace.socket(socket.value()).ifPresent(found -> found.join(Rooms.of(ticket)));
  }

  @Override
  public void exit(SocketId socket, TicketId ticket) {
    namespace.socket(socket.value()).ifPresent(found -> found.leave(Rooms.of(ticket)));
  }

  @Override
  public void publish(ChatEvent event) {
    switch (event) {
      case ChatEvent.MessagePosted(var message, var origin) ->
          post(withOrigin(message.ticketId(), origin), message);
      case ChatEvent.TypingStarted(var ticket, var user, var name) ->
          emit(
              others(ticket, user), new ServerEvent.UserTyping(ticket.value(), user.value(), name));
      case ChatEvent.TypingStopped(var ticket, var user, var name) ->
          emit(
              others(ticket, user),
              new ServerEvent.UserStoppedTyping(ticket.value(), user.value(), name));
      case ChatEvent.UserJoined(var ticket, var user, var name) ->
          emit(
              others(ticket, user),
              new ServerEvent.UserJoinedTicket(ticket.value(), user.value(), name));
      case ChatEvent.UserLeft(var ticket, var user, var name) ->
          emit(
              others(ticket, user),
              new ServerEvent.UserLeftTicket(ticket.value(), user.value(), name));
      case ChatEvent.TicketCreated(var ticket) ->
          emit(
              namespace.to(Rooms.of(ticket.clientId()), Rooms.SUPER_ADMINS),
              ServerEvent.TicketCreated.of(ticket));
      case ChatEvent.TicketUpdated(var ticket) ->
          emit(namespace.to(Rooms.of(ticket.id())), ServerEvent.TicketUpdated.of(ticket));
    }
  }

  /// Recorded: whoever misses it gets it when it comes back.
  private void post(Broadcast to, Message message) {
    var event = new ServerEvent.NewMessage(format.json(message));
    to.emitRecorded(message.position(), event.eventName(), event);
  }

  private static void emit(Broadcast to, ServerEvent event) {
    to.emit(event.eventName(), event);
  }

  /// The room, and the sending socket by the room that it is alone in.
  private Broadcast withOrigin(TicketId ticket, Optional<SocketId> origin) {
    var room = Rooms.of(ticket);
    return origin.isPresent() ? namespace.to(room, origin.get().value()) : namespace.to(room);
  }

  private Broadcast others(TicketId ticket, UserId user) {
    return namespace.to(Rooms.of(ticket)).except(Rooms.of(user));
  }
}
