package dev.ticketchat.engine.conformance;

import dev.ticketchat.engine.engineio.CloseReason;
import dev.ticketchat.engine.engineio.Encoded;
import dev.ticketchat.engine.engineio.EngineConfig;
import dev.ticketchat.engine.engineio.EngineIo;
import dev.ticketchat.engine.engineio.Message;
import dev.ticketchat.engine.engineio.Session;
import dev.ticketchat.engine.engineio.SessionListener;
import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.engine.http.HttpConfig;
import dev.ticketchat.engine.http.HttpServer;
import dev.ticketchat.engine.socketio.SocketIo;
import dev.ticketchat.engine.socketio.SocketIoConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// What the official suites of Engine.IO 4 and Socket.IO 5 test: an echo of raw messages at
/// `/engine.io/`, an echo of events at `/socket.io/`, with heartbeats in quick succession.
public final class ConformanceServer {
  private static final Duration PING_INTERVAL = Duration.ofMillis(300);
  private static final Duration PING_TIMEOUT = Duration.ofMillis(200);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final int MAX_PAYLOAD = 1_000_000;

  private ConformanceServer() {}

  /// Takes the host and the port.
  public static void main(String[] args) throws IOException {
    var server = start(args[0], Integer.parseInt(args[1]));
    System.out.println("Listening on " + server.address());
  }

  /// One event loop: the suites send a GET and a POST on two connections at once, and look at which
  /// was answered first.
  public static HttpServer start(String host, int port) throws IOException {
    var config =
        new HttpConfig(host, port, 1, Duration.ofSeconds(30), 10_000, new Cors.AnyOrigin());
    return HttpServer.start(
        config,
        List.of(
            new EngineIo(engine("/engine.io/"), request -> true, Echo::new),
            new EngineIo(engine("/socket.io/"), request -> true, socketIo())));
  }

  private static EngineConfig engine(String path) {
    return new EngineConfig(
        path,
        PING_INTERVAL,
        PING_TIMEOUT,
        Duration.ofSeconds(10),
        MAX_PAYLOAD,
        10 * MAX_PAYLOAD,
        new Cors.AnyOrigin());
  }

  private static SocketIo socketIo() {
    var server =
        new SocketIo(
            new SocketIoConfig(CONNECT_TIMEOUT, 10, 100, 1 << 20, 1_000), new JsonMapper());
    server
        .namespace("/")
        .onConnect(socket -> socket.emit("auth", socket.auth()))
        .on("message", (socket, args, ack) -> socket.emit("message-back", args.toArray()))
        .on("message-with-ack", (socket, args, ack) -> ack.send(args.toArray()));
    server.namespace("/custom").onConnect(socket -> socket.emit("auth", socket.auth()));
    return server;
  }

  /// Sends back what comes.
  private record Echo(Session session) implements SessionListener {
    @Override
    public void onMessage(Message message) {
      session.send(Encoded.of(message));
    }

    @Override
    public void onClose(CloseReason reason) {}
  }
}
