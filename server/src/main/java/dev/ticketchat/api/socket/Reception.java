package dev.ticketchat.api.socket;

import dev.ticketchat.api.Callers;
import dev.ticketchat.api.wire.Failure;
import dev.ticketchat.api.wire.Payload;
import dev.ticketchat.api.wire.ServerEvent.Authenticated;
import dev.ticketchat.api.wire.UserJson;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.VerifiedToken;
import dev.ticketchat.chat.recovery.SavedSession;
import dev.ticketchat.engine.large.Budget;
import dev.ticketchat.engine.socketio.Ack;
import dev.ticketchat.engine.socketio.ConnectRefused;
import dev.ticketchat.engine.socketio.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows who is at each socket: anonymous, signed in, expired. Lets requests of signed-in users
/// through, parks those that came too early, refuses those that came too late. Everything runs on
/// the socket's virtual thread.
final class Reception {
  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  private final SocketPolicy policy;
  private final Budget budget;
  private final Callers callers;
  private final Attendance attendance;
  private final ScheduledExecutorService scheduler;
  private final InstantSource clock;

  Reception(
      SocketPolicy policy,
      Callers callers,
      Attendance attendance,
      ScheduledExecutorService scheduler,
      InstantSource clock) {
    this.policy = policy;
    this.budget = new Budget(policy.parkingBytes());
    this.callers = callers;
    this.attendance = attendance;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /// Checks the token that came with a CONNECT, if any. The user is signed in by [#connected]: a
  /// socket that is refused or dies in between has taken nothing.
  void check(Socket socket) throws ConnectRefused {
    var token = socket.auth().path("token");
    if (token.isMissingNode() || token.isNull()) {
      return;
    }
    try {
      var given = Payload.of(socket.auth()).string("token");
      var verified = callers.identify(given, socket.handshake().remote());
      attendance.checkSeat(verified.principal());
      attach(socket, Optional.of(verified));
    } catch (Refused refused) {
      throw new ConnectRefused(refused.getMessage(), Failure.of(refused));
    } catch (RuntimeException bug) {
      log.error("connect of socket {} failed", socket.id(), bug);
      throw new ConnectRefused(Failure.internal().message(), Failure.internal());
    }
  }

  /// Whether a client that comes back to this session is still who it was, and has a seat.
  boolean mayGoOn(Socket socket, SavedSession session) {
    var user = session.user();
    var visitor = visitor(socket);
    return !new Identity.SignedIn(session.token()).expiredAt(clock.instant())
        && !callers.isRevoked(session.token())
        && visitor.brought().map(VerifiedToken::principal).stream()
            .allMatch(it -> Attendance.isSame(it, user))
        && attendance.hasSeat(user);
  }

  /// Has the session's user in at the socket that came back to it.
  void goOn(Socket socket, SavedSession session) {
    var visitor = visitor(socket);
    attendance.enter(socket, visitor.identity(), session.user());
    socket.trust();
    visitor.become(new Identity.SignedIn(session.token()));
  }

  void connected(Socket socket) {
    var visitor = visitor(socket);
    if (socket.recovered()) {
      goOn(visitor);
    } else {
      visitor.after(policy.signInTime(), socket::closeTransport);
    }
    visitor
        .brought()
        .ifPresent(token -> {
          var greeting = unasked(socket);
          admit(visitor, greeting, () -> token);
        });
  }

  private void goOn(Visitor visitor) {
    watchExpiry(visitor);
    if (visitor.identity() instanceof Identity.SignedIn user && callers.isRevoked(user.token())) {
      turnOut(visitor);
    } else {
      attendance.greet(visitor.socket());
    }
  }

  void disconnected(Socket socket) {
    var visitor = Visitor.at(socket);
    visitor.gone();
    if (visitor.identity() instanceof Identity.Anonymous(var parked)) {
      parked.drain().forEach(event -> event.exchange().abandon());
    }
    attendance.exit(socket, visitor.identity());
  }

  /// Handles `authenticate`, and then what waited for it.
  void authenticate(Exchange exchange) {
    var visitor = Visitor.at(exchange.socket());
    var before = visitor.identity();
    admit(visitor, exchange, () -> verify(visitor, exchange));
    if (before instanceof Identity.Anonymous(var parked)) {
      settle(visitor, parked);
    }
  }

  /// Runs a request if somebody is signed in, else parks or refuses it.
  void handle(Exchange exchange, Operation operation) {
    var visitor = Visitor.at(exchange.socket());
    switch (visitor.identity()) {
      case Identity _ when visitor.isTurnedOut() -> exchange.refuse(Refused.invalidToken());
      case Identity.Anonymous(var parked) ->
          exchange.answering(() -> park(visitor, parked, exchange, operation));
      case Identity.SignedIn user when user.expiredAt(clock.instant()) -> {
        expire(visitor, user);
        exchange.refuse(tokenExpired());
      }
      case Identity.SignedIn user ->
          exchange.answering(() -> operation.run(user.principal(), exchange));
      case Identity.Expired _ -> exchange.refuse(tokenExpired());
    }
  }

  /// Who is at the socket, be the token still good or not.
  Optional<Principal> userAt(Socket socket) {
    return Visitor.at(socket).identity().user();
  }

  /// Ends a visit whose token counts no more. What came before and waits still is refused. Any
  /// thread.
  static void turnOut(Visitor visitor) {
    turnOut(visitor, unasked(visitor.socket()));
  }

  private static void turnOut(Visitor visitor, Exchange exchange) {
    visitor.turnOut();
    exchange.refuse(Refused.invalidToken());
    visitor.socket().closeTransport();
  }

  private VerifiedToken verify(Visitor visitor, Exchange exchange) {
    visitor.identity().user().ifPresent(callers::count);
    return callers.identify(exchange.payload().token(), visitor.socket().handshake().remote());
  }

  private void admit(Visitor visitor, Exchange exchange, Supplier<VerifiedToken> token) {
    exchange.answering(() -> {
      var verified = token.get();
      var user = verified.principal();
      var socket = visitor.socket();
      var tickets = attendance.enter(socket, visitor.identity(), user);
      socket.trust();
      visitor.become(new Identity.SignedIn(verified));
      watchExpiry(visitor);
      if (callers.isRevoked(verified)) {
        turnOut(visitor, exchange);
        return;
      }
      // First the rooms: once it is told, the client misses nothing that is said there.
      tickets.forEach(ticket -> attendance.rejoin(socket, user, ticket));
      exchange.succeed(new Authenticated(UserJson.of(user)), attendance.told());
    });
  }

  private void park(Visitor visitor, ParkedEvents parked, Exchange exchange, Operation operation) {
    var isFirst = parked.isEmpty();
    parked.park(exchange, operation);
    if (isFirst) {
      visitor.parkingTimer().set(policy.parkingTime(), () -> settle(visitor, parked));
    }
  }

  /// Ends the wait of parked events: they run if somebody signed in, else they are refused.
  private void settle(Visitor visitor, ParkedEvents parked) {
    visitor.parkingTimer().cancel();
    for (var event : parked.drain()) {
      if (visitor.identity() instanceof Identity.Anonymous) {
        event.exchange().refuse(Refused.unauthenticated());
      } else {
        handle(event.exchange(), event.operation());
      }
    }
  }

  private void watchExpiry(Visitor visitor) {
    if (!(visitor.identity() instanceof Identity.SignedIn user)) {
      return;
    }
    var now = clock.instant();
    if (user.expiredAt(now)) {
      expire(visitor, user);
    } else {
      user.token()
          .expiresAt()
          .ifPresent(end -> visitor.after(Duration.between(now, end), () -> watchExpiry(visitor)));
    }
  }

  private void expire(Visitor visitor, Identity.SignedIn user) {
    var socket = visitor.socket();
    var tickets = attendance.suspend(socket, user.principal());
    visitor.become(new Identity.Expired(user.principal(), tickets));
    visitor.after(policy.expiryGrace(), socket::closeTransport);
    var notice = unasked(socket);
    notice.refuse(tokenExpired());
  }

  private Visitor visitor(Socket socket) {
    return socket.attachment(Visitor.class).orElseGet(() -> attach(socket, Optional.empty()));
  }

  private Visitor attach(Socket socket, Optional<VerifiedToken> brought) {
    var anonymous = new Identity.Anonymous(new ParkedEvents(policy, budget));
    var visitor = new Visitor(socket, anonymous, brought, scheduler);
    socket.attach(visitor);
    return visitor;
  }

  /// What the server says of its own accord.
  private static Exchange unasked(Socket socket) {
    return new Exchange(ClientEvent.AUTHENTICATE, socket, List.of(), new Unasked(), _ -> {});
  }

  private static Refused tokenExpired() {
    return new Refused(ErrorCode.TOKEN_EXPIRED, "Token expired");
  }

  /// The acknowledgement of what the server says of its own accord.
  private record Unasked() implements Ack {
    @Override
    public boolean wanted() {
      return false;
    }

    @Override
    public void send(@Nullable Object... args) {}
  }
}
