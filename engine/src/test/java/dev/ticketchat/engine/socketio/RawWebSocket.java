package dev.ticketchat.engine.socketio;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A WebSocket whose frames a test writes and reads one by one.
final class RawWebSocket implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 10;

  private final BlockingQueue<Object> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final WebSocket socket;

  RawWebSocket(HttpClient http, URI uri) {
    this.socket = http.newWebSocketBuilder().buildAsync(uri, new Frames()).join();
  }

  /// A session that has been opened and has joined the main namespace.
  static RawWebSocket connected(HttpClient http, RunningServer server) {
    var socket = new RawWebSocket(http, server.webSocket("?EIO=4&transport=websocket"));
    socket.nextText();
    socket.send("40");
    socket.nextText();
    return socket;
  }

  void send(String text) {
    socket.sendText(text, true).join();
  }

  /// Sends, unless the server was quicker to close.
  void sendIfOpen(String text) {
    var _ = socket.sendText(text, true).exceptionally(_ -> socket).join();
  }

  void send(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  String nextText() {
    return (String) next();
  }

  byte[] nextBytes() {
    return (byte[]) next();
  }

  /// Waits until the server has ended the connection, in whatever way. The JDK's client overlooks
  /// an end that comes right after a frame, but nothing can be sent any more then. As a frame is a
  /// sign of life, that is tried last.
  void awaitClosed() {
    try {
      closed.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      await()
          .alias("the connection is closed")
          .atMost(DEADLINE_SECONDS, TimeUnit.SECONDS)
          .until(() -> !takes(ByteBuffer.allocate(0)));
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private boolean takes(ByteBuffer pong) {
    return socket.sendPong(pong).handle((_, failure) -> failure == null).join();
  }

  boolean isOpen() {
    return !closed.isDone();
  }

  @Override
  public void close() {
    socket.abort();
  }

  private Object next() {
    try {
      var frame = frames.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("nothing came in time");
      }
      return frame;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private final class Frames implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        frames.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      bytes =
          ByteBuffer.allocate(bytes.capacity() + data.remaining()).put(bytes.rewind()).put(data);
      if (last) {
        frames.add(bytes.array());
        bytes = ByteBuffer.allocate(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(null);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.complete(null);
    }
  }
}
