package dev.ticketchat.chat.live;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.live.ChatEvent.MessagePosted;
import dev.ticketchat.chat.live.ChatEvent.UserJoined;
import dev.ticketchat.chat.live.ChatEvent.UserLeft;
import dev.ticketchat.chat.messages.Message;
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
  private final TicketId id;
  private final Audience audience;
  private final Timers timers;
  private final Consumer<LiveTicket> onRetired;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<SocketId, Principal> members = new LinkedHashMap<>();
  private final Typists typists;
  private long told;
  private boolean retired;

  LiveTicket(TicketId id, Audience audience, Timers timers, Consumer<LiveTicket> onRetired) {
    this.id = id;
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

  private void retire() {
    retired = true;
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

  void tell(Message message, Optional<SocketId> origin) {
    typists.stop(message.sender().id());
    audience.publish(new MessagePosted(message, origin));
    told = message.position();
  }

  /// The position of the last message that was told here; 0 where none was.
  long told() {
    return told;
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
