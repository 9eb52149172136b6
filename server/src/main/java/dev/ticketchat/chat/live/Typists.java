package dev.ticketchat.chat.live;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.live.ChatEvent.TypingStarted;
import dev.ticketchat.chat.live.ChatEvent.TypingStopped;
import dev.ticketchat.chat.tickets.TicketId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Who is typing in a ticket. A user types while any of its sockets does; a socket stops by itself
/// after [#EXPIRY]. `TypingStarted` is told again while a user goes on, but never within [#PAUSE];
/// one that comes too early is told when the pause is over, if the user still types then. Confined
/// to its ticket's lock.
final class Typists {
  static final Duration EXPIRY = Duration.ofSeconds(5);
  static final Duration PAUSE = Duration.ofSeconds(2);

  private final TicketId ticket;
  private final Audience audience;
  private final Timers timers;
  private final Map<UserId, Typist> typists = new HashMap<>();

  /// @param timers run their tasks under the ticket's lock
  Typists(TicketId ticket, Audience audience, Timers timers) {
    this.ticket = ticket;
    this.audience = audience;
    this.timers = timers;
  }

  void start(SocketId socket, Principal who) {
    var now = timers.nanoTime();
    var typist = typists.computeIfAbsent(who.id(), _ -> new Typist(who, now));
    typist.start(socket, now + EXPIRY.toNanos());
    if (!typist.isPausing(now)) {
      show(typist, now);
    }
    check(typist, now);
  }

  /// Ends the typing of one of the user's sockets.
  void stop(SocketId socket, UserId user) {
    find(user)
        .ifPresent(typist -> {
          typist.stop(socket);
          check(typist, timers.nanoTime());
        });
  }

  /// Ends the typing of a user, whichever socket it types at.
  void stop(UserId user) {
    find(user)
        .ifPresent(typist -> {
          typist.stop();
          check(typist, timers.nanoTime());
        });
  }

  private void check(Typist typist, long now) {
    var typing = typist.isTyping(now);
    if (typing && !typist.isShown() && !typist.isPausing(now)) {
      show(typist, now);
    } else if (!typing && typist.isShown()) {
      hide(typist);
    }

    if (typing || typist.isPausing(now)) {
      checkLater(typist, now);
    } else {
      typists.remove(typist.who().id(), typist);
    }
  }

  private void checkLater(Typist typist, long now) {
    var time = typist.nextChange();
    if (typist.waitFor(time)) {
      timers.after(Duration.ofNanos(time - now), () -> onDue(typist, time));
    }
  }

  private void onDue(Typist typist, long time) {
    if (typist.isDue(time)) {
      check(typist, timers.nanoTime());
    }
  }

  private void show(Typist typist, long now) {
    typist.show(now + PAUSE.toNanos());
    var who = typist.who();
    audience.publish(new TypingStarted(ticket, who.id(), who.name()));
  }

  private void hide(Typist typist) {
    typist.hide();
    var who = typist.who();
    audience.publish(new TypingStopped(ticket, who.id(), who.name()));
  }

  private Optional<Typist> find(UserId user) {
    return Optional.ofNullable(typists.get(user));
  }
}
