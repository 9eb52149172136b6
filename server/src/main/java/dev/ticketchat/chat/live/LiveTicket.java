package dev.ticketchat.chat.live;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.live.ChatEvent.MessagePosted;
import dev.ticketchat.chat.live.ChatEvent.UserJoined;
import dev.ticketchat.chat.live.ChatEvent.UserLeft;
import dev.ticketchat.chat.live.MessageOrder.Parcel;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.MessageStore;
import dev.ticketchat.chat.messages.MessageTeller.Told;
import dev.ticketchat.chat.tickets.TicketId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/// A ticket that somebody is in, or that is being looked at this moment. All that happens in it
/// happens within [#call], one at a time; all other methods are for use in there. It retires for
/// good when a call ends with nobody in it.
final class LiveTicket {
  /// How long a missing message may take to be handed in before it is fetched from the store.
  static final Duration PATIENCE = Duration.ofMillis(200);

  static final int MAX_HELD = 1_000;

  private final TicketId id;
  private final MessageStore store;
  private final Audience audience;
  private final Timers timers;
  private final Consumer<LiveTicket> onRetired;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<SocketId, Principal> members = new LinkedHashMap<>();
  private final Typists typists;
  private MessageOrder order = new MessageOrder(0, MAX_HELD);
  private boolean watching;
  private boolean retired;

  LiveTicket(
      TicketId id,
      MessageStore store,
      Audience audience,
      Timers timers,
      Consumer<LiveTicket> onRetired) {
    this.id = id;
    this.store = store;
    this.audience = audience;
    this.timers = timers;
    this.onRetired = onRetired;
    this.typists = new Typists(id, audience, new LockedTimers());
  }

  TicketId id() {
    return id;
  }

  /// Runs an action under the lock, and gives its result; empty if the ticket has retired.
  <T> Optional<T> call(Function<LiveTicket, T> action) {
    lock.lock();
    try {
      return retired ? Optional.empty() : Optional.of(callThenRetire(action));
    } finally {
      lock.unlock();
    }
  }

  private <T> T callThenRetire(Function<LiveTicket, T> action) {
    try {
      return action.apply(this);
    } finally {
      if (members.isEmpty()) {
        retire();
      }
    }
  }

  /// What is held goes to the origins that still wait for it, while nobody can come in who has it
  /// as history.
  private void retire() {
    retired = true;
    order.takeHeld().forEach(this::publish);
    onRetired.accept(this);
  }

  boolean has(SocketId socket) {
    return members.containsKey(socket);
  }

  /// Each user once, those who came first first.
  List<OnlineUser> online() {
    var users = new LinkedHashMap<UserId, OnlineUser>();
    for (var who : members.values()) {
      users.putIfAbsent(who.id(), new OnlineUser(who.id(), who.name(), who.role()));
    }
    return List.copyOf(users.values());
  }

  void enter(SocketId socket, Principal who) {
    if (members.isEmpty()) {
      order = new MessageOrder(store.lastSeq(id), MAX_HELD);
    }
    var first = socketsOf(who.id()).isEmpty();
    members.put(socket, who);
    audience.enter(socket, id);
    if (first) {
      audience.publish(new UserJoined(id, who.id(), who.name()));
    }
  }

  void exit(SocketId socket) {
    Optional.ofNullable(members.remove(socket)).ifPresent(who -> onExit(socket, who));
  }

  List<SocketId> socketsOf(UserId user) {
    return members.entrySet().stream()
        .filter(member -> member.getValue().id().equals(user))
        .map(Map.Entry::getKey)
        .toList();
  }

  Told tell(Message message, Optional<SocketId> origin) {
    if (members.isEmpty()) {
      publish(new Parcel(message, origin));
      return Told.NOW;
    }
    var inRoom = origin.isEmpty() || members.containsKey(origin.get());
    if (message.seq() <= order.told()) {
      return inRoom ? Told.BEFORE : Told.WITHOUT_ORIGIN;
    }
    var kept = order.hasRoomFor(message.seq());
    take(message, origin);
    watchGap();
    return kept || inRoom ? Told.NOW : Told.WITHOUT_ORIGIN;
  }

  /// The seq that a page may reach to: the last that was told, or any while nobody is told.
  long horizon() {
    return members.isEmpty() ? Long.MAX_VALUE : order.told();
  }

  /// Has what the store is known to have, up to this seq, told soon.
  void noteStored(long seq) {
    if (!members.isEmpty()) {
      order.noteStored(seq);
      watchGap();
    }
  }

  void startTyping(SocketId socket) {
    Optional.ofNullable(members.get(socket)).ifPresent(who -> typists.start(socket, who));
  }

  void stopTyping(SocketId socket) {
    Optional.ofNullable(members.get(socket)).ifPresent(who -> typists.stop(socket, who.id()));
  }

  private void onExit(SocketId socket, Principal who) {
    audience.exit(socket, id);
    typists.stop(socket, who.id());
    if (socketsOf(who.id()).isEmpty()) {
      audience.publish(new UserLeft(id, who.id(), who.name()));
    }
  }

  private void take(Message message, Optional<SocketId> origin) {
    order.take(message, origin).forEach(this::publish);
  }

  private void publish(Parcel parcel) {
    typists.stop(parcel.message().sender().id());
    audience.publish(new MessagePosted(parcel.message(), parcel.origin()));
  }

  private void watchGap() {
    if (order.isBehind() && !watching) {
      watching = true;
      var toldNow = order.told();
      timers.after(PATIENCE, () -> endWatch(toldNow));
    }
  }

  /// Not under the lock: fetches what is missing, if nothing was told since the watch began.
  private void endWatch(long toldThen) {
    var missingUpTo = call(ticket -> ticket.missingUpTo(toldThen)).orElse(toldThen);
    var missing = fetch(toldThen + 1, missingUpTo);
    call(ticket -> {
      missing.forEach(message -> ticket.take(message, Optional.empty()));
      ticket.watchGap();
      return ticket;
    });
  }

  private long missingUpTo(long toldThen) {
    watching = false;
    return order.told() == toldThen ? order.stored() : toldThen;
  }

  private List<Message> fetch(long from, long to) {
    try {
      return from > to ? List.of() : store.range(id, from, to);
    } catch (Refused storeIsAway) {
      return List.of(); // the next watch tries again
    }
  }

  /// Timers whose tasks run under the lock, unless the ticket has retired.
  private final class LockedTimers implements Timers {
    @Override
    public long nanoTime() {
      return timers.nanoTime();
    }

    @Override
    public void after(Duration delay, Runnable task) {
      timers.after(
          delay,
          () ->
              call(ticket -> {
                task.run();
                return ticket;
              }));
    }
  }
}
