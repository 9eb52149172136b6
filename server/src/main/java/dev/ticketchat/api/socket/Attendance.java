package dev.ticketchat.api.socket;

import dev.ticketchat.api.wire.ServerEvent.OnlineUsers;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.live.JoinTicket;
import dev.ticketchat.chat.live.LiveTickets;
import dev.ticketchat.chat.live.OnlineUser;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.engine.socketio.Socket;
import java.util.List;

/// Takes users in at sockets and out again: their seats, their own rooms, the tickets they are in.
/// Called on the socket's virtual thread.
final class Attendance {
  private final Seats seats;
  private final JoinTicket joinTicket;
  private final LiveTickets live;

  Attendance(Seats seats, JoinTicket joinTicket, LiveTickets live) {
    this.seats = seats;
    this.joinTicket = joinTicket;
    this.live = live;
  }

  /// Refuses a user for whom [#enter] would find no seat now.
  void checkSeat(Principal user) {
    seats.checkFree(user.id());
  }

  boolean hasSeat(Principal user) {
    return seats.isFree(user.id());
  }

  /// The position in the log up to which everything was told.
  long told() {
    return live.told();
  }

  /// Says who is in each of the socket's tickets.
  void greet(Socket socket) {
    live.ticketsOf(new SocketId(socket.id()))
        .forEach(ticket -> greet(socket, ticket, live.online(ticket)));
  }

  /// Puts a user in the place of who was there: the same one stays where it is, another leaves all
  /// rooms first.
  ///
  /// @return the tickets to be back in
  /// @throws Refused `RATE_LIMITED` and changes nothing, if there is no seat
  List<TicketId> enter(Socket socket, Identity before, Principal user) {
    return switch (before) {
      case Identity.Anonymous _ -> {
        seats.take(user.id());
        joinOwnRooms(socket, user);
        yield List.of();
      }
      case Identity.SignedIn was when isSame(was.principal(), user) -> List.of();
      case Identity.SignedIn was -> replace(socket, was.principal(), user);
      case Identity.Expired(var was, var tickets) when isSame(was, user) -> {
        joinOwnRooms(socket, user);
        yield tickets;
      }
      case Identity.Expired(var was, _) -> replace(socket, was, user);
    };
  }

  /// Puts a user back into a ticket, if it may still see it, and says who is there. Where that
  /// cannot be found out, the transport is closed: the client comes back and joins anew.
  void rejoin(Socket socket, Principal user, TicketId ticket) {
    try {
      joinTicket.join(
          user,
          ticket,
          new SocketId(socket.id()),
          (_, joined) -> greet(socket, ticket, joined.online()));
    } catch (Refused refused) {
      if (!isDenial(refused.code())) {
        socket.closeTransport();
      }
    }
  }

  /// Ends delivery; the seat stays taken.
  ///
  /// @return the tickets that the user was in
  List<TicketId> suspend(Socket socket, Principal user) {
    var tickets = live.leaveAll(new SocketId(socket.id()));
    Rooms.of(user).forEach(socket::leave);
    return tickets;
  }

  /// The socket is gone.
  void exit(Socket socket, Identity last) {
    live.leaveAll(new SocketId(socket.id()));
    last.user().ifPresent(user -> seats.giveBack(user.id()));
  }

  private List<TicketId> replace(Socket socket, Principal was, Principal user) {
    if (!was.id().equals(user.id())) {
      seats.take(user.id());
      seats.giveBack(was.id());
    }
    suspend(socket, was);
    joinOwnRooms(socket, user);
    return List.of();
  }

  private static void joinOwnRooms(Socket socket, Principal user) {
    Rooms.of(user).forEach(socket::join);
  }

  /// A user whose role changed may see other tickets, so it counts as another.
  static boolean isSame(Principal one, Principal other) {
    return one.id().equals(other.id()) && one.role() == other.role();
  }

  private static void greet(Socket socket, TicketId ticket, List<OnlineUser> online) {
    var event = OnlineUsers.of(ticket, online);
    socket.emit(event.eventName(), event);
  }

  private static boolean isDenial(ErrorCode code) {
    return code == ErrorCode.FORBIDDEN || code == ErrorCode.NOT_FOUND;
  }
}
