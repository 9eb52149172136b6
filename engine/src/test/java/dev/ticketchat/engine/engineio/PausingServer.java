package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.engine.http.HttpConfig;
import dev.ticketchat.engine.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/// A server whose application takes one message at a time: it pauses reading within each.
final class PausingServer implements AutoCloseable {
  private final AtomicReference<String> last = new AtomicReference<>("");
  private final CompletableFuture<Session> session = new CompletableFuture<>();
  private final HttpServer http;

  PausingServer() {
    var engine = new EngineIo(EngineServer.calm(), _ -> true, this::onOpen);
    try {
      http =
          HttpServer.start(
              new HttpConfig("127.0.0.1", 0, 1, Duration.ofSeconds(30), 10, new Cors.SameOrigin()),
              List.of(engine));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Session session() {
    return session.join();
  }

  /// The message that came last.
  String last() {
    return last.get();
  }

  WebSocketClient webSocket() {
    var client =
        new WebSocketClient(http.address(), EngineServer.PATH + "?EIO=4&transport=websocket");
    client.nextText();
    return client;
  }

  private SessionListener onOpen(Session opened) {
    session.complete(opened);
    return new SessionListener() {
      @Override
      public void onMessage(Message message) {
        last.set(message.toString());
        opened.pauseReading();
      }

      @Override
      public void onClose(CloseReason reason) {}
    };
  }

  @Override
  public void close() {
    http.close(Duration.ZERO);
  }
}
