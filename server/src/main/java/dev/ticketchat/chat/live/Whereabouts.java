package dev.ticketchat.chat.live;

import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Which tickets each socket is in. Safe from any thread; a socket's stay in a ticket is noted
/// under the lock of that ticket, so it agrees with the ticket's members.
final class Whereabouts {
  /// Each list is read and changed under the map's lock for its socket.
  private final ConcurrentMap<SocketId, List<TicketId>> ticketsOf = new ConcurrentHashMap<>();

  void noteJoined(SocketId socket, TicketId ticket) {
    ticketsOf.compute(
        socket,
        (_, joined) -> {
          var tickets = joined == null ? new ArrayList<TicketId>(1) : joined;
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
  List<TicketId> of(SocketId socket) {
    var snapshot = new ArrayList<TicketId>();
    ticketsOf.computeIfPresent(
        socket,
        (_, joined) -> {
          snapshot.addAll(joined);
          return joined;
        });
    return List.copyOf(snapshot);
  }

  /// How many sockets are in any ticket.
  int size() {
    return ticketsOf.size();
  }
}
