package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.engineio.Session.Transport;
import dev.ticketchat.engine.http.BodyTaker;
import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.engine.http.Exchange;
import dev.ticketchat.engine.http.Mount;
import dev.ticketchat.engine.http.Request;
import dev.ticketchat.engine.http.Response;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// An Engine.IO 4 server below one path of an HTTP server: sessions over WebSocket and
/// long-polling, and the upgrade from one to the other.
///
/// A session belongs to the event loop of the connection that opened it. A polling request that
/// comes on another loop is handed over as soon as its `sid` is known; a WebSocket that upgrades
/// moves there for good.
public final class EngineIo implements Mount {
  private final EngineConfig config;
  private final Gate gate;
  private final Sessions sessions;
  private final Map<EventLoop, Lane> lanes = new ConcurrentHashMap<>();
  private volatile boolean accepting = true;

  /// A server that is ready to be mounted.
  ///
  /// @param admit asked before each handshake, on the event loop: it must not block
  public EngineIo(EngineConfig config, Predicate<Request> admit, SessionHandler handler) {
    this.config = config;
    this.gate = new Gate(config.cors(), admit);
    this.sessions = new Sessions(config, handler);
  }

  /// Sessions that are open. Any thread.
  public int sessionCount() {
    return sessions.count();
  }

  @Override
  public boolean matches(String path) {
    return path.startsWith(config.path());
  }

  @Override
  public Set<String> methods() {
    return Set.of();
  }

  @Override
  public int maxBody() {
    return config.maxPayload();
  }

  @Override
  public Optional<Cors> cors() {
    return Optional.of(config.cors());
  }

  @Override
  public void answer(Exchange exchange) {
    orRefuse(
        exchange,
        () -> {
          var request = exchange.request();
          var transport = gate.transportOf(request);
          if (request.parameter("sid").isEmpty()) {
            gate.checkHandshake(request, transport);
            open(exchange, transport);
            return;
          }
          var session = sessionOf(request).orElseThrow(EngineIo::unknownSid);
          session.lane().run(() -> orRefuse(exchange, () -> goOn(session, exchange, transport)));
        });
  }

  private void open(Exchange exchange, Transport transport) throws RequestRefused {
    if (sessions.areFullFor(exchange.request())) {
      throw new RequestRefused(RequestError.TOO_MANY_SESSIONS);
    }
    if (!accepting || sessions.areFull()) {
      exchange.respond(Response.text(503, "Service Unavailable").with("connection", "close"));
      return;
    }
    var lane = lanes.computeIfAbsent(exchange.loopToStay(), loop -> Lane.on(loop, config));
    var session = sessions.create(exchange.request(), lane);
    switch (transport) {
      case POLLING ->
          lane.run(() -> {
            var polling = new PollingLink(session, config.maxPayload());
            polling.poll(exchange);
            session.open(polling);
          });
      case WEBSOCKET ->
          switchTo(new WebSocketLink(lane, config.maxPayload(), session), exchange, lane);
    }
  }

  /// A request for a session, on its event loop.
  private void goOn(EngineSession session, Exchange exchange, Transport transport)
      throws RequestRefused {
    session.lane().catchUp();
    if (sessionOf(exchange.request()).isEmpty()) {
      throw unknownSid();
    }
    gate.checkContinuation(exchange.request(), transport);
    switch (transport) {
      case WEBSOCKET ->
          switchTo(new Upgrade(session, config.maxPayload()).webSocket(), exchange, session.lane());
      case POLLING -> {
        if (!(session.link() instanceof PollingLink polling)) {
          throw new RequestRefused(RequestError.BAD_REQUEST);
        }
        switch (exchange.request().method()) {
          case "GET" -> polling.poll(exchange);
          case "POST" -> polling.post(exchange);
          default -> throw new RequestRefused(RequestError.BAD_REQUEST);
        }
      }
    }
  }

  private static void switchTo(WebSocketLink webSocket, Exchange exchange, Lane lane) {
    exchange.switchProtocol(WebSocketHandshake.accept(exchange.request()), lane.loop(), webSocket);
  }

  /// Takes a POST's body to its session, on the session's event loop. Where there is no such
  /// session, or the request is not allowed to have one, the body is let pass, and [#answer] says
  /// why.
  @Override
  public Optional<BodyTaker> bodyTaker(Exchange exchange) {
    var request = exchange.request();
    BodyTaker discard = (_, taken) -> taken.run();
    if (!request.method().equals("POST") || !mayContinue(request)) {
      return Optional.of(discard);
    }
    return Optional.of(
        sessionOf(request)
            .<BodyTaker>map(session -> (bytes, taken) -> pass(session, exchange, bytes, taken))
            .orElse(discard));
  }

  private boolean mayContinue(Request request) {
    try {
      gate.checkContinuation(request, gate.transportOf(request));
      return true;
    } catch (RequestRefused _) {
      return false;
    }
  }

  private void pass(EngineSession session, Exchange exchange, byte[] bytes, Runnable taken) {
    session
        .lane()
        .run(() -> {
          session.lane().catchUp();
          if (sessionOf(exchange.request()).isPresent()
              && session.link() instanceof PollingLink polling) {
            polling.take(exchange, bytes, taken);
          } else {
            taken.run();
          }
        });
  }

  @Override
  public void tooLarge(Exchange exchange) {
    Mount.super.tooLarge(exchange);
    onLaneOf(exchange, session -> session.end(CloseReason.TRANSPORT_ERROR));
  }

  private void onLaneOf(Exchange exchange, Consumer<EngineSession> action) {
    sessionOf(exchange.request())
        .ifPresent(session -> session.lane().run(() -> action.accept(session)));
  }

  @Override
  public void stopAccepting() {
    accepting = false;
  }

  @Override
  public CompletableFuture<Void> drain() {
    return sessions.drain();
  }

  @Override
  public CompletableFuture<Void> close() {
    return sessions.close();
  }

  private Optional<EngineSession> sessionOf(Request request) {
    return request.parameter("sid").flatMap(sessions::find);
  }

  private static RequestRefused unknownSid() {
    return new RequestRefused(RequestError.UNKNOWN_SID);
  }

  private static void orRefuse(Exchange exchange, Step step) {
    try {
      step.take();
    } catch (RequestRefused refused) {
      exchange.respond(
          WebSocketHandshake.isAskedFor(exchange.request())
              ? refused.error().handshakeResponse()
              : refused.error().response());
    }
  }

  @FunctionalInterface
  private interface Step {
    void take() throws RequestRefused;
  }
}
