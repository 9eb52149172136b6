package dev.ticketchat.engine.engineio;

import static org.awaitility.Awaitility.await;

import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.engine.http.HttpConfig;
import dev.ticketchat.engine.http.HttpServer;
import dev.ticketchat.engine.http.RawConnection;
import dev.ticketchat.engine.http.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// An Engine.IO server on a free port that sends every message back and remembers what happened.
final class EngineServer implements AutoCloseable {
  static final String PATH = "/engine.io/";

  final Queue<Session> sessions = new ConcurrentLinkedQueue<>();
  final Queue<String> messages = new ConcurrentLinkedQueue<>();
  final Queue<CloseReason> closes = new ConcurrentLinkedQueue<>();
  final AtomicInteger caughtUp = new AtomicInteger();

  private final EngineIo engine;
  private final HttpServer http;

  EngineServer(EngineConfig config) {
    this(config, 1, _ -> true);
  }

  EngineServer(EngineConfig config, int loops, Predicate<Request> admit) {
    engine = new EngineIo(config, admit, this::onOpen);
    var port =
        new HttpConfig("127.0.0.1", 0, loops, Duration.ofSeconds(30), 1000, new Cors.SameOrigin());
    try {
      http = HttpServer.start(port, List.of(engine));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Pings 25 s apart, so that nothing in a test ends for lack of a pong.
  static EngineConfig calm() {
    return EngineConfig.defaults(PATH);
  }

  /// With another heartbeat.
  static EngineConfig beating(int intervalMillis, int timeoutMillis) {
    var calm = calm();
    return new EngineConfig(
        PATH,
        Duration.ofMillis(intervalMillis),
        Duration.ofMillis(timeoutMillis),
        calm.upgradeTimeout(),
        calm.maxPayload(),
        calm.maxUnsentBytes(),
        calm.cors());
  }

  InetSocketAddress address() {
    return http.address();
  }

  HttpServer http() {
    return http;
  }

  int sessionCount() {
    return engine.sessionCount();
  }

  PollingClient polling() {
    return new PollingClient(address(), PATH);
  }

  /// The session that opened first; its client may know of it a little earlier than the
  /// application.
  Session session() {
    await().pollInterval(Duration.ofMillis(2)).until(() -> !sessions.isEmpty());
    return sessions.element();
  }

  /// Returns when a poll of the session opened first is waiting.
  void awaitPoll() {
    await().pollInterval(Duration.ofMillis(2)).until(() -> session().writable());
  }

  /// A WebSocket whose open packet has been read.
  WebSocketClient webSocket() {
    var client = new WebSocketClient(address(), PATH + "?EIO=4&transport=websocket");
    client.nextText();
    return client;
  }

  /// The same, whose system takes little before it reads.
  WebSocketClient slowWebSocket() {
    var client =
        new WebSocketClient(
            new RawConnection(address(), 16 * 1024), PATH + "?EIO=4&transport=websocket");
    client.nextText();
    return client;
  }

  private SessionListener onOpen(Session session) {
    sessions.add(session);
    return new SessionListener() {
      @Override
      public void onMessage(Message message) {
        messages.add(message.toString());
        session.send(Encoded.of(message));
      }

      @Override
      public void onCaughtUp() {
        caughtUp.incrementAndGet();
      }

      @Override
      public void onClose(CloseReason reason) {
        closes.add(reason);
      }
    };
  }

  @Override
  public void close() {
    http.close(Duration.ZERO);
  }
}
