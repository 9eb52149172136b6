package dev.ticketchat.chat.live;

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

/// The tickets that somebody is in. Tells a ticket's messages to its members in seq order, each
/// once, whatever the order in which they are handed in. Knows nothing of permissions: callers have
/// checked them.
///
/// Callbacks run under the lock of their ticket: they return at once, as [Audience] does.
public final class LiveTickets implements MessageTeller {
  private static final int READS_WITHOUT_LOCK = 3;

  private final MessageStore store;
  private final Audience audience;
  private final Timers timers;
  private final ConcurrentMap<TicketId, LiveTicket> tickets = new ConcurrentHashMap<>();
  private final Whereabouts whereabouts = new Whereabouts();

  public LiveTickets(MessageStore store, Audience audience, Timers timers) {
    this.store = store;
    this.audience = audience;
    this.timers = timers;
  }

  /// Puts a socket into a ticket; being in it already changes nothing. `joined` is called with who
  /// is there, before anything that is told later.
  ///
  /// @throws dev.ticketchat.chat.Refused `UNAVAILABLE` when the store is; then nothing has changed
  public void join(
      TicketId ticket, SocketId socket, Principal who, Consumer<List<OnlineUser>> joined) {
    run(
        ticket,
        live -> {
          if (!live.has(socket)) {
            live.enter(socket, who);
            whereabouts.noteJoined(socket, ticket);
          }
          joined.accept(live.online());
        });
  }

  /// Takes a socket out of a ticket; not being in it is no error.
  public void leave(TicketId ticket, SocketId socket) {
    run(ticket, live -> takeOut(live, socket));
  }

  /// Takes a socket out of all its tickets, and says which they were.
  public List<TicketId> leaveAll(SocketId socket) {
    var left = List.copyOf(whereabouts.of(socket));
    left.forEach(ticket -> leave(ticket, socket));
    return left;
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

  /// As the port says. Ends the sender's typing. A message that is missing for a moment is fetched
  /// from the store, so one that was stored is told even where nobody hands it in.
  @Override
  public Told tell(Message message, Optional<SocketId> origin) {
    return call(message.ticketId(), live -> live.tell(message, origin));
  }

  /// Reads a page and hands it to `reply` such that it holds every message told before, and none
  /// that is told after.
  ///
  /// @throws dev.ticketchat.chat.Refused as [MessageStore#page]; then `reply` is not called
  public void page(TicketId ticket, PageRequest request, Consumer<Page> reply) {
    tellWhatIsStored(ticket);
    for (var read = 1; read <= READS_WITHOUT_LOCK; read++) {
      var horizon = call(ticket, LiveTicket::horizon);
      var page = store.page(ticket, request, horizon);
      if (call(ticket, live -> replyIfCurrent(live, horizon, page, reply))) {
        return;
      }
    }
    // More is told than can be read in between: it has to wait for this once.
    run(ticket, live -> reply.accept(store.page(ticket, request, live.horizon())));
  }

  /// Ignored unless the socket is in the ticket.
  public void startTyping(TicketId ticket, SocketId socket) {
    run(ticket, live -> live.startTyping(socket));
  }

  /// Ignored unless the socket is in the ticket.
  public void stopTyping(TicketId ticket, SocketId socket) {
    run(ticket, live -> live.stopTyping(socket));
  }

  /// A page ends where the telling stands, so what was stored and never handed in is told now.
  private void tellWhatIsStored(TicketId ticket) {
    if (tickets.containsKey(ticket)) {
      var lastSeq = store.lastSeq(ticket);
      run(ticket, live -> live.noteStored(lastSeq));
    }
  }

  private static boolean replyIfCurrent(
      LiveTicket live, long horizon, Page page, Consumer<Page> reply) {
    if (live.horizon() != horizon) {
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
      var live = tickets.computeIfAbsent(id, this::create);
      var result = live.call(action);
      if (result.isPresent()) {
        return result.get();
      }
    }
  }

  private LiveTicket create(TicketId id) {
    return new LiveTicket(id, store, audience, timers, retired -> tickets.remove(id, retired));
  }
}
