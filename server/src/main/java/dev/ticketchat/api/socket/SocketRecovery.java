package dev.ticketchat.api.socket;

import dev.ticketchat.api.wire.MessageFormat;
import dev.ticketchat.api.wire.ServerEvent.NewMessage;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.live.LiveTickets;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.recovery.CatchUp;
import dev.ticketchat.chat.recovery.SavedSession;
import dev.ticketchat.chat.recovery.SavedSessions;
import dev.ticketchat.chat.recovery.SessionKey;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.engine.socketio.Recovery;
import dev.ticketchat.engine.socketio.ReturningClient;
import dev.ticketchat.engine.socketio.Socket;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/// Connection state recovery, fed from the log: saves where sockets stand, and has clients that
/// come back go on there. Runs on the sockets' virtual threads.
final class SocketRecovery implements Recovery {
  /// Enough to keep the store busy that they wait for, and to share a commit.
  private static final int AT_A_TIME_PER_CORE = 8;

  /// Whoever is in more cannot come back to them: what is saved at each join has a bound.
  private static final int MOST_TICKETS = 500;

  private final SavedSessions sessions;
  private final CatchUp catchUp;
  private final LiveTickets live;
  private final Reception reception;
  private final MessageFormat format;
  private final Turnstile turnstile = Turnstile.perCore(AT_A_TIME_PER_CORE);

  SocketRecovery(
      SavedSessions sessions,
      CatchUp catchUp,
      LiveTickets live,
      Reception reception,
      MessageFormat format) {
    this.sessions = sessions;
    this.catchUp = catchUp;
    this.live = live;
    this.reception = reception;
    this.format = format;
  }

  /// Called whenever who is there, for how long, or where has changed.
  void save(Socket socket) {
    if (Visitor.at(socket).identity() instanceof Identity.SignedIn user) {
      save(socket, standing(socket, user), sessions::save);
    }
  }

  /// Called before a socket joins a ticket. It is on disk when this returns: whoever was told to be
  /// in a ticket finds itself there again, even if the server dies at that moment.
  void saveJoining(Socket socket, TicketId ticket) {
    if (Visitor.at(socket).identity() instanceof Identity.SignedIn user) {
      save(socket, standing(socket, user).with(ticket), sessions::saveNow);
    }
  }

  /// Called when a socket is gone, before it is out of its rooms.
  void saveEnded(Socket socket) {
    var visitor = Visitor.at(socket);
    switch (visitor.identity()) {
      case Identity.SignedIn user when socket.mayReturn() && !visitor.isTurnedOut() ->
          save(socket, standing(socket, user), sessions::saveEnded);
      case Identity.SignedIn _, Identity.Expired _ -> sessions.forget(SessionKey.of(socket.pid()));
      case Identity.Anonymous _ -> {}
    }
  }

  private void save(
      Socket socket, SavedSession session, BiConsumer<SessionKey, SavedSession> save) {
    var key = SessionKey.of(socket.pid());
    if (session.tickets().size() > MOST_TICKETS) {
      sessions.forget(key);
    } else {
      save.accept(key, session);
    }
  }

  @Override
  public void recover(ReturningClient client) {
    var position = position(client.offset());
    if (position.isEmpty()) {
      return;
    }
    turnstile.pass(() -> recover(client, position.getAsLong()));
  }

  private void recover(ReturningClient client, long position) {
    var key = SessionKey.of(client.pid());
    try {
      sessions.take(key).ifPresent(session -> tryToGoOn(client, key, session, position));
    } catch (Refused storeIsAway) {
      client.socket().closeTransport(); // it comes again, with the same secret
    }
  }

  private void tryToGoOn(
      ReturningClient client, SessionKey key, SavedSession session, long position) {
    try {
      if (reception.mayGoOn(client.socket(), session)) {
        goOn(client, key, session, position);
      }
    } catch (Refused storeIsAway) {
      sessions.saveEnded(key, session);
      throw storeIsAway;
    }
  }

  private void goOn(ReturningClient client, SessionKey key, SavedSession session, long position) {
    catchUp
        .catchUp(session.user(), session.tickets(), position, () -> arrive(client, key, session))
        .ifPresent(missed -> {
          missed.forEach(message -> replay(client, message));
          Visitor.at(client.socket()).returning(Optional.empty());
        });
  }

  private Optional<SocketId> arrive(ReturningClient client, SessionKey key, SavedSession session) {
    if (!client.resume()) {
      sessions.saveEnded(key, session);
      return Optional.empty();
    }
    var socket = client.socket();
    reception.goOn(socket, session);
    Visitor.at(socket).returning(Optional.of(session));
    return Optional.of(new SocketId(socket.id()));
  }

  private void replay(ReturningClient client, Message message) {
    var event = new NewMessage(format.json(message));
    client.replay(message.position(), event.eventName(), event);
  }

  private SavedSession standing(Socket socket, Identity.SignedIn user) {
    return Visitor.at(socket)
        .returning()
        .orElseGet(() -> new SavedSession(user.token(), live.ticketsOf(new SocketId(socket.id()))));
  }

  private static OptionalLong position(String offset) {
    return offset.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(offset))
        : OptionalLong.empty();
  }
}
