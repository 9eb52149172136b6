package dev.ticketchat.engine.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.engine.http.RawConnection;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How sessions end when the server wants it, and who is let in at all.
final class ClosingIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final EngineServer server = new EngineServer(EngineServer.calm());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void deliversWhatWasQueuedBeforeAWebSocketIsClosed() {
    try (var client = server.webSocket()) {
      var session = server.session();
      session.send(Encoded.of(Message.text("last words")));
      session.close(CloseReason.FORCED_CLOSE);
      session.send(Encoded.of(Message.text("too late")));

      assertThat(client.nextText()).isEqualTo("4last words");
      assertThat(client.connection().isClosedWithin(SOON)).isTrue();
      await().until(() -> server.closes.contains(CloseReason.FORCED_CLOSE));
    }
  }

  @Test
  void deliversWhatWasQueuedWithTheNextPollAfterTheClose() {
    var client = server.polling();
    var session = server.session();
    session.send(Encoded.of(Message.text("last words")));
    session.close(CloseReason.FORCED_CLOSE);
    await().until(() -> server.closes.contains(CloseReason.FORCED_CLOSE));
    assertThat(server.sessionCount()).isZero();

    assertThat(client.post("4too late").status()).isEqualTo(400);
    assertThat(client.poll().body()).isEqualTo("4last words\u001e1");
    assertThat(client.poll().status()).isEqualTo(400);
  }

  @Test
  void endsAWaitingPollWithAClosePacket() {
    var client = server.polling();

    try (var poll = client.beginPoll()) {
      server.awaitPoll();
      server.session().close(CloseReason.FORCED_CLOSE);

      assertThat(poll.response().body()).isEqualTo("1");
    }
    assertThat(client.poll().status()).isEqualTo(400);
  }

  @Test
  void countsOnlyTheFirstClose() {
    try (var _ = server.webSocket()) {
      server.session().close(CloseReason.FORCED_CLOSE);
      server.session().close(CloseReason.SLOW_CONSUMER);

      await().until(() -> !server.closes.isEmpty());
      assertThat(server.closes).containsExactly(CloseReason.FORCED_CLOSE);
    }
  }

  @Test
  void tellsWhenAPeerIsGone() {
    server.webSocket().close();

    await().until(() -> !server.closes.isEmpty());
    assertThat(server.closes).containsExactly(CloseReason.TRANSPORT_CLOSE);
    assertThat(server.sessionCount()).isZero();
  }

  @Test
  void saysThatItIsShuttingDown() {
    var polling = server.polling();
    try (var poll = polling.beginPoll();
        var webSocket = server.webSocket()) {
      server.awaitPoll();
      server.sessions.forEach(session -> session.send(Encoded.of(Message.text("bye"))));
      assertThat(poll.response().body()).isEqualTo("4bye");
      try (var next = polling.beginPoll()) {
        server.awaitPoll();

        var closing = Thread.ofVirtual().start(() -> server.http().close(SOON));

        assertThat(next.response().body()).isEqualTo("1");
        assertThat(webSocket.nextText()).isEqualTo("4bye");
        assertThat(webSocket.connection().isClosedWithin(SOON)).isTrue();
        webSocket.connection().close();
        await().until(() -> !closing.isAlive());
      }
    }
    assertThat(server.closes)
        .containsExactly(CloseReason.SERVER_SHUTTING_DOWN, CloseReason.SERVER_SHUTTING_DOWN);
  }

  @Test
  void waitsForPeersNoLongerThanTheGraceGiven() {
    server.polling();
    long begin = System.nanoTime();

    server.http().close(Duration.ofMillis(200));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(200), SOON);
    assertThat(server.closes).containsExactly(CloseReason.SERVER_SHUTTING_DOWN);
  }

  @Test
  void opensNoSessionAfterItStoppedAcceptingButServesThoseThatAreOpen() {
    try (var open = server.webSocket();
        var kept = new RawConnection(server.address())) {
      var handshake = "GET " + EngineServer.PATH + "?EIO=4&transport=polling HTTP/1.1";
      kept.request(handshake, "Host: x").response();

      server.http().stopAccepting();

      assertThat(kept.request(handshake, "Host: x").response().status()).isEqualTo(503);
      assertThat(open.sendText("4hello").nextText()).isEqualTo("4hello");
    }
  }

  @Test
  void letsInWhomTheApplicationAdmits() {
    try (var choosy =
        new EngineServer(EngineServer.calm(), 1, request -> request.parameter("key").isPresent())) {
      var target = EngineServer.PATH + "?EIO=4&transport=";
      try (var connection = new RawConnection(choosy.address())) {
        var refused =
            connection.request("GET " + target + "polling HTTP/1.1", "Host: x").response();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
      }
      try (var client = new WebSocketClient(choosy.address(), target + "websocket")) {
        assertThat(client.handshake().status()).isEqualTo(403);
      }
      try (var client = new WebSocketClient(choosy.address(), target + "websocket&key=1")) {
        assertThat(client.handshake().status()).isEqualTo(101);
      }
    }
  }

  @Test
  void refusesAWebSocketOfAForeignOrigin() {
    var calm = EngineServer.calm();
    try (var guarded =
        new EngineServer(
            new EngineConfig(
                calm.path(),
                calm.pingInterval(),
                calm.pingTimeout(),
                calm.upgradeTimeout(),
                calm.maxPayload(),
                calm.maxUnsentBytes(),
                new Cors.Origins(Set.of("https://desk.example"))))) {
      var target = EngineServer.PATH + "?EIO=4&transport=websocket";
      for (var origin : Set.of("https://evil.example", "null", "https://desk.example.evil.org")) {
        try (var client = new WebSocketClient(guarded.address(), target, "Origin: " + origin)) {
          assertThat(client.handshake().status()).isEqualTo(403);
          assertThat(client.handshake().body()).isEqualTo("Forbidden");
        }
      }
      try (var own =
              new WebSocketClient(guarded.address(), target, "Origin: https://desk.example");
          var none = new WebSocketClient(guarded.address(), target)) {
        assertThat(own.handshake().status()).isEqualTo(101);
        assertThat(none.handshake().status()).isEqualTo(101);
      }
    }
  }

  @Test
  void keepsTheHandshakeWithTheSession() {
    try (var _ =
        new WebSocketClient(
            server.address(),
            EngineServer.PATH + "?EIO=4&transport=websocket&room=a%20b",
            "X-Tenant: acme")) {
      await().until(() -> !server.sessions.isEmpty());
      var handshake = server.session().handshake();

      assertThat(handshake.header("x-tenant")).contains("acme");
      assertThat(handshake.parameter("room")).contains("a b");
      assertThat(handshake.query()).containsKeys("EIO", "transport", "room").hasSize(3);
      assertThat(handshake.body()).isEmpty();
    }
  }
}
