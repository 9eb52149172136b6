package dev.ticketchat.chat.live;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.MessageStore;
import dev.ticketchat.chat.messages.MessageTeller;
import dev.ticketchat.chat.messages.Page;
import dev.ticketchat.chat.messages.PageRequest;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// The tickets that somebody is in. Tells their members what is stored, in the order of the log.
/// Knows nothing of permissions: callers have checked them.
///
/// Callbacks run under the lock of their ticket: they return at once, as [Audience] does. No lock
/// is held while the store is asked, so whoever tells never waits for a disk.
public final class LiveTickets implements MessageTeller {
  private static final int READS_OF_A_PAGE = 20;

  private final MessageStore store;
  private final Audience audience;
  private final Timers timers;
  private final ConcurrentMap<TicketId, LiveTicket> tickets = new ConcurrentHashMap<>();
  private final Whereabouts whereabouts = new Whereabouts();

  /// The position up to which everything is told.
  private volatile long told;

  /// What the store has now is history. Blocks for it.
  public LiveTickets(MessageStore store, Audience audience, Timers timers) {
    this.store = store;
    this.audience = audience;
    this.timers = timers;
    this.told = store.lastPosition();
  }

  /// The position in the log up to which every member was told everything.
  public long told() {
    return told;
  }

  /// Puts a socket into a ticket; being in it already changes nothing.
  ///
  /// @param joined called with who is there, before anything that is told later
  public void join(TicketId ticket, SocketId socket, Principal who, Consumer<Joined> joined) {
    run(
        ticket,
        live -> {
          if (!live.has(socket)) {
            live.enter(socket, who);
            whereabouts.noteJoined(socket, ticket);
          }
          joined.accept(new Joined(live.online(), Math.max(told, live.told())));
        });
  }

  /// Takes a socket out of a ticket; not being in it is no error.
  public void leave(TicketId ticket, SocketId socket) {
    run(ticket, live -> takeOut(live, socket));
  }

  /// Takes a socket out of all its tickets, and says which they were.
  public List<TicketId> leaveAll(SocketId socket) {
    var left = ticketsOf(socket);
    left.forEach(ticket -> leave(ticket, socket));
    return left;
  }

  /// The tickets that a socket is in.
  public List<TicketId> ticketsOf(SocketId socket) {
    return whereabouts.of(socket);
  }

  /// Takes all sockets of a user out of a ticket.
  public void expel(TicketId ticket, UserId user) {
    run(ticket, live -> live.socketsOf(user).forEach(socket -> takeOut(live, socket)));
  }

  /// How many tickets somebody is in.
  public int size() {
    return tickets.size();
  }

  public List<OnlineUser> online(TicketId ticket) {
    return call(ticket, LiveTicket::online);
  }

  /// As the port says. Ends the sender's typing.
  @Override
  public void tell(Message message, Optional<SocketId> origin) {
    run(
        message.ticketId(),
        live -> {
          live.tell(message, origin);
          told = message.position(); // whoever joins after it must know
        });
  }

  /// Reads a page and hands it to `reply` such that it holds every message told before, and none
  /// that is told after.
  ///
  /// @throws Refused as [MessageStore#page], or `UNAVAILABLE` where so much is told that every
  ///   reading came too late; then `reply` is not called
  public void page(TicketId ticket, PageRequest request, Consumer<Page> reply) {
    for (var read = 1; read <= READS_OF_A_PAGE; read++) {
      var upTo = call(ticket, live -> Math.max(told, live.told()));
      var page = store.page(ticket, request, upTo);
      if (call(ticket, live -> replyIfCurrent(live, upTo, page, reply))) {
        return;
      }
    }
    throw Refused.unavailable();
  }

  /// Ignored unless the socket is in the ticket.
  public void startTyping(TicketId ticket, SocketId socket) {
    run(ticket, live -> live.startTyping(socket));
  }

  /// Ignored unless the socket is in the ticket.
  public void stopTyping(TicketId ticket, SocketId socket) {
    run(ticket, live -> live.stopTyping(socket));
  }

  private static boolean replyIfCurrent(
      LiveTicket live, long upTo, Page page, Consumer<Page> reply) {
    if (live.told() > upTo) {
      return false;
    }
    reply.accept(page);
    return true;
  }

  private void takeOut(LiveTicket live, SocketId socket) {
    if (live.has(socket)) {
      live.exit(socket);
      whereabouts.noteLeft(socket, live.id());
    }
  }

  private void run(TicketId id, Consumer<LiveTicket> action) {
    call(
        id,
        live -> {
          action.accept(live);
          return live;
        });
  }

  /// Runs an action on a ticket, under its lock. One that nobody is in is there for the action
  /// alone.
  private <T> T call(TicketId id, Function<LiveTicket, T> action) {
    while (true) {
      var live = Optional.ofNullable(tickets.get(id)).orElseGet(() -> opened(id));
      var result = live.call(action);
      if (result.isPresent()) {
        return result.get();
      }
    }
  }

  private LiveTicket opened(TicketId id) {
    return tickets.computeIfAbsent(
        id, _ -> new LiveTicket(id, audience, timers, retired -> tickets.remove(id, retired)));
  }
}
