package dev.ticketchat.chat.live;

import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Which tickets each socket is in. Safe from any thread; a socket's stay in a ticket is noted
/// under the lock of that ticket, so it agrees with the ticket's members.
final class Whereabouts {
  private final ConcurrentMap<SocketId, Set<TicketId>> ticketsOf = new ConcurrentHashMap<>();

  void noteJoined(SocketId socket, TicketId ticket) {
    ticketsOf.compute(
        socket,
        (_, joined) -> {
          var tickets = joined == null ? ConcurrentHashMap.<TicketId>newKeySet() : joined;
          tickets.add(ticket);
          return tickets;
        });
  }

  void noteLeft(SocketId socket, TicketId ticket) {
    ticketsOf.computeIfPresent(
        socket,
        (_, joined) -> {
          joined.remove(ticket);
          return joined.isEmpty() ? null : joined;
        });
  }

  /// A snapshot.
  Set<TicketId> of(SocketId socket) {
    return Set.copyOf(ticketsOf.getOrDefault(socket, Set.of()));
  }

  /// How many sockets are in any ticket.
  int size() {
    return ticketsOf.size();
  }
}
