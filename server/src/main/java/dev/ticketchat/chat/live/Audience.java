package dev.ticketchat.chat.live;

import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.tickets.TicketId;

/// The sockets, as the chat reaches them. Methods return at once, wait for no lock that is held
/// while the chat is called, and do not throw for what happens at a socket; a socket that is gone
/// is ignored. What is published after another publish has returned, by whichever thread, arrives
/// after it at every socket.
public interface Audience {

  /// Puts the socket into the ticket's room.
  void enter(SocketId socket, TicketId ticket);

  /// Takes the socket out of the ticket's room.
  void exit(SocketId socket, TicketId ticket);

  /// Tells the sockets that the event is for.
  void publish(ChatEvent event);
}
