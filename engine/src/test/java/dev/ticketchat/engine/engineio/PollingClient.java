package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.http.RawConnection;
import dev.ticketchat.engine.http.RawResponse;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// A long-polling session of a client that does only what it is told.
public final class PollingClient {
  private static final String HANDSHAKE = "?EIO=4&transport=polling";

  private final InetSocketAddress server;
  private final String target;
  private final String openPacket;

  /// Opens a session below that path.
  public PollingClient(InetSocketAddress server, String path) {
    this.server = server;
    openPacket = handshake(server, path).body();
    target = path + HANDSHAKE + "&sid=" + sid();
  }

  /// What the request for a session below that path is answered.
  public static RawResponse handshake(InetSocketAddress server, String path) {
    try (var connection = new RawConnection(server)) {
      return connection.request("GET " + path + HANDSHAKE + " HTTP/1.1", "Host: x").response();
    }
  }

  public String sid() {
    return openPacket.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
  }

  /// Path and query of its requests.
  public String target() {
    return target;
  }

  /// Another connection to the same server.
  public RawConnection connect() {
    return new RawConnection(server);
  }

  public String openPacket() {
    return openPacket;
  }

  /// Begins a poll; its response is read from the connection when it is wanted.
  public RawConnection beginPoll() {
    return new RawConnection(server).request("GET " + target + " HTTP/1.1", "Host: x");
  }

  public RawResponse poll() {
    try (var connection = beginPoll()) {
      return connection.response();
    }
  }

  /// Begins a POST; its response is read from the connection when it is wanted.
  public RawConnection beginPost(String payload) {
    var body = payload.getBytes(StandardCharsets.UTF_8);
    return beginPost(body.length).send(body);
  }

  /// Begins a POST of which only the head is sent.
  public RawConnection beginPost(int length) {
    return new RawConnection(server)
        .request(
            "POST " + target + " HTTP/1.1",
            "Host: x",
            "Content-Type: text/plain;charset=UTF-8",
            "Content-Length: " + length);
  }

  public RawResponse post(String payload) {
    try (var connection = beginPost(payload)) {
      return connection.response();
    }
  }

  /// Opens a WebSocket for this session.
  public WebSocketClient beginUpgrade() {
    return new WebSocketClient(server, target.replace("polling", "websocket"));
  }

  /// Moves this session to a WebSocket.
  public WebSocketClient upgrade() {
    var webSocket = beginUpgrade().sendText("2probe");
    var answer = webSocket.nextText();
    if (!answer.equals("3probe")) {
      throw new AssertionError("no answer to the probe: " + answer);
    }
    return webSocket.sendText("5");
  }

  /// Moves this session to a WebSocket as soon as the server has given up on an earlier one.
  public WebSocketClient upgradeWhenPossible() {
    while (true) {
      var webSocket = beginUpgrade().sendText("2probe");
      if (webSocket.nextFrame().text().equals("3probe")) {
        return webSocket.sendText("5");
      }
      webSocket.close();
    }
  }
}
