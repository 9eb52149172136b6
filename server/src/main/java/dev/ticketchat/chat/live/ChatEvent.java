package dev.ticketchat.chat.live;

import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.tickets.Ticket;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.Optional;

/// What the chat tells to sockets, and to which.
public sealed interface ChatEvent {

  /// To all in the ticket's room and to the sending socket, once each.
  record MessagePosted(Message message, Optional<SocketId> origin) implements ChatEvent {}

  /// To the others in the room: not to the typist's own sockets.
  record TypingStarted(TicketId ticketId, UserId userId, String userName) implements ChatEvent {}

  /// To the others in the room: not to the typist's own sockets.
  record TypingStopped(TicketId ticketId, UserId userId, String userName) implements ChatEvent {}

  /// The user's first socket came into the room. To the others.
  record UserJoined(TicketId ticketId, UserId userId, String userName) implements ChatEvent {}

  /// The user's last socket left the room. To the others.
  record UserLeft(TicketId ticketId, UserId userId, String userName) implements ChatEvent {}

  /// To the ticket's client and to super admins, wherever they are.
  record TicketCreated(Ticket ticket) implements ChatEvent {}

  /// To all in the room.
  record TicketUpdated(Ticket ticket) implements ChatEvent {}
}
