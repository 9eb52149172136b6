package dev.ticketchat.engine.socketio;

import dev.ticketchat.engine.engineio.EngineConfig;
import dev.ticketchat.engine.engineio.EngineIo;
import dev.ticketchat.engine.engineio.SessionHandler;
import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.engine.http.HttpConfig;
import dev.ticketchat.engine.http.HttpServer;
import dev.ticketchat.engine.http.Mount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;

/// A Socket.IO server on a free port of the loopback.
final class RunningServer implements AutoCloseable {
  private static final String PATH = "/socket.io/";

  private final HttpServer server;

  private RunningServer(HttpServer server) {
    this.server = server;
  }

  /// Pings so rarely that none comes during a test: whatever ends within it ended for another
  /// reason.
  static RunningServer start(SessionHandler handler) {
    return start(handler, Duration.ofSeconds(25), Duration.ofSeconds(20));
  }

  static RunningServer start(SessionHandler handler, Duration pingInterval, Duration pingTimeout) {
    var cors = new Cors.AnyOrigin();
    var engine =
        new EngineConfig(
            PATH, pingInterval, pingTimeout, Duration.ofSeconds(10), 1_000_000, 10_000_000, cors);
    var mounts = new ArrayList<Mount>(new ClientBundle().routes(PATH));
    mounts.add(new EngineIo(engine, request -> true, handler));
    var http = new HttpConfig("127.0.0.1", 0, 0, Duration.ofSeconds(30), 1_000, cors);
    try {
      return new RunningServer(HttpServer.start(http, mounts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Without a slash at the end.
  String url() {
    return "http://127.0.0.1:" + server.address().getPort();
  }

  /// @param query from `?` on
  URI polling(String query) {
    return URI.create(url() + PATH + query);
  }

  /// @param query from `?` on
  URI webSocket(String query) {
    return URI.create("ws" + url().substring("http".length()) + PATH + query);
  }

  @Override
  public void close() {
    server.close(Duration.ofSeconds(1));
  }
}
