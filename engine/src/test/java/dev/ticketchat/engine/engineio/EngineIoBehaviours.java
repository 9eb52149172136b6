package dev.ticketchat.engine.engineio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.engine.http.RawConnection;
import dev.ticketchat.engine.http.RawResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What every Engine.IO 4 server does, by the protocol: the behaviours that the official
/// conformance suite asks for. Where a heartbeat is not what is tested, it is so slow that nothing
/// else than the behaviour itself can end a session in time.
abstract class EngineIoBehaviours {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final int loops;
  private final EngineServer server;

  EngineIoBehaviours(int loops) {
    this.loops = loops;
    server = new EngineServer(EngineServer.calm(), loops, _ -> true);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  // --- handshake

  @Test
  void opensAPollingSession() {
    var response = get("?EIO=4&transport=polling");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).startsWith("0");
    assertOpenPacket(response.body(), List.of("websocket"));
  }

  @Test
  void refusesAPollingHandshakeWithoutAKnownProtocolVersion() {
    assertThat(get("?transport=polling").status()).isEqualTo(400);
    assertThat(get("?EIO=abc&transport=polling").status()).isEqualTo(400);
  }

  @Test
  void refusesAPollingHandshakeWithoutAKnownTransport() {
    assertThat(get("?EIO=4").status()).isEqualTo(400);
    assertThat(get("?EIO=4&transport=abc").status()).isEqualTo(400);
  }

  @Test
  void refusesAHandshakeThatIsNoGet() {
    assertThat(request("POST", "?EIO=4&transport=polling").status()).isEqualTo(400);
    assertThat(request("PUT", "?EIO=4&transport=polling").status()).isEqualTo(400);
  }

  @Test
  void opensAWebSocketSession() {
    try (var client = webSocket("?EIO=4&transport=websocket")) {
      assertThat(client.handshake().status()).isEqualTo(101);
      assertOpenPacket(client.nextText(), List.of());
    }
  }

  @Test
  void refusesAWebSocketHandshakeWithoutAKnownProtocolVersion() {
    assertRefused("?transport=websocket");
    assertRefused("?EIO=abc&transport=websocket");
  }

  @Test
  void refusesAWebSocketHandshakeWithoutAKnownTransport() {
    assertRefused("?EIO=4");
    assertRefused("?EIO=4&transport=abc");
  }

  // --- messages over polling

  @Test
  void takesAndSendsOneTextPacketByPolling() {
    assertEchoed("4hello");
  }

  @Test
  void takesAndSendsSeveralTextPacketsInOnePayload() {
    assertEchoed("4test1\u001e4test2\u001e4test3");
  }

  @Test
  void takesAndSendsTextAndBinaryInOnePayload() {
    assertEchoed("4hello\u001ebAQIDBA==");
  }

  @Test
  void closesAPollingSessionWhenWhatIsPostedIsNoPacket() {
    var client = server.polling();

    assertThat(client.post("abc").status()).isEqualTo(400);

    assertThat(client.poll().status()).isEqualTo(400);
  }

  @Test
  void closesASessionThatPollsTwiceAtOnce() {
    var client = server.polling();

    try (var first = client.beginPoll()) {
      server.awaitPoll();
      var second = client.poll();

      assertThat(first.response().body()).isEqualTo("1");
      assertThat(second.status()).isEqualTo(400);
    }
    assertThat(client.poll().status()).isEqualTo(400);
  }

  @Test
  void closesASessionWhosePollIsGivenUp() {
    var client = server.polling();

    try (var _ = client.beginPoll()) {
      server.awaitPoll();
    }

    await().until(() -> server.closes.contains(CloseReason.TRANSPORT_ERROR));
    assertThat(client.poll().status()).isEqualTo(400);
  }

  // --- messages over WebSocket

  @Test
  void takesAndSendsTextOverAWebSocket() {
    try (var client = server.webSocket()) {
      client.sendText("4hello");

      assertThat(client.nextText()).isEqualTo("4hello");
    }
  }

  @Test
  void takesWhatComesInOnePieceWithTheWebSocketHandshake() {
    var early = WebSocketClient.frame(WebSocketClient.TEXT, "4hello".getBytes(UTF_8));
    var connection = new RawConnection(server.address());
    try (var client =
        new WebSocketClient(connection, EngineServer.PATH + "?EIO=4&transport=websocket", early)) {
      client.nextText(); // the open packet

      assertThat(client.nextText()).isEqualTo("4hello");
    }
  }

  @Test
  void takesAndSendsBinaryOverAWebSocketWithoutAPrefix() {
    try (var client = server.webSocket()) {
      client.sendBinary(1, 2, 3, 4);

      var frame = client.nextFrame();
      assertThat(frame.first()).isEqualTo(WebSocketClient.BINARY);
      assertThat(frame.data()).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void closesAWebSocketSessionWhenATextIsNoPacket() {
    try (var client = server.webSocket()) {
      client.sendText("abc");

      assertThat(client.connection().isClosedWithin(SOON)).isTrue();
    }
  }

  // --- heartbeat

  @Test
  void pingsAPollingSessionAfterEachPong() {
    try (var pinging = beating(50, 10_000)) {
      var client = pinging.polling();

      for (int i = 0; i < 3; i++) {
        assertThat(client.poll().body()).isEqualTo("2");
        assertThat(client.post("3").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void closesAPollingSessionAtOnceWhenItsPongIsDue() {
    try (var pinging = beating(300, 200)) {
      var client = pinging.polling();

      // The very moment is what is tested: not a millisecond of lateness.
      var whenDue = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);
      var poll = CompletableFuture.supplyAsync(client::poll, whenDue).join();

      assertThat(poll.status()).isEqualTo(400);
    }
  }

  @Test
  void pingsAWebSocketSessionAfterEachPong() {
    try (var pinging = beating(50, 10_000);
        var client = pinging.webSocket()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.nextText()).isEqualTo("2");
        client.sendText("3");
      }
    }
  }

  @Test
  void closesAWebSocketSessionThatDoesNotPong() {
    try (var pinging = beating(300, 200);
        var client = pinging.webSocket()) {
      assertThat(client.connection().isClosedWithin(SOON)).isTrue();
      await().until(() -> pinging.closes.contains(CloseReason.PING_TIMEOUT));
    }
  }

  // --- close

  @Test
  void endsTheWaitingPollWhenTheClientCloses() {
    var client = server.polling();

    try (var poll = client.beginPoll()) {
      server.awaitPoll();
      assertThat(client.post("1").body()).isEqualTo("ok");

      assertThat(poll.response().body()).isEqualTo("6");
    }
    assertThat(client.poll().status()).isEqualTo(400);
  }

  @Test
  void endsAlsoThePollThatTheGoodbyeOvertakes() {
    await().until(() -> answerToAPollBehindTheGoodbye().equals("6"));
  }

  /// The poll may come too late on a busy machine: then the session is gone.
  private String answerToAPollBehindTheGoodbye() {
    var client = server.polling();
    try (var post = client.beginPost("1");
        var poll = client.beginPoll()) {
      assertThat(post.response().body()).isEqualTo("ok");
      return poll.response().body();
    }
  }

  @Test
  void closesTheWebSocketWhenTheClientCloses() {
    try (var client = server.webSocket()) {
      client.sendText("1");

      assertThat(client.connection().isClosedWithin(SOON)).isTrue();
    }
  }

  // --- upgrade

  @Test
  void upgradesFromPollingToWebSocket() {
    var client = server.polling();

    try (var webSocket = client.beginUpgrade()) {
      webSocket.sendText("2probe");
      assertThat(webSocket.nextText()).isEqualTo("3probe");
      assertThat(client.poll().body()).isEqualTo("6");
      webSocket.sendText("5").sendText("4hello");

      assertThat(webSocket.nextText()).isEqualTo("4hello");
    }
  }

  @Test
  void refusesToPollASessionThatHasUpgraded() {
    var client = server.polling();

    try (var webSocket = client.upgrade()) {
      assertThat(webSocket.sendText("4there").nextText()).isEqualTo("4there");
      assertThat(client.poll().status()).isEqualTo(400);

      assertThat(webSocket.sendText("4hello").nextText()).isEqualTo("4hello");
    }
  }

  @Test
  void closesASecondWebSocketOfASessionThatHasUpgraded() {
    var client = server.polling();

    try (var webSocket = client.upgrade();
        var second = client.beginUpgrade()) {
      assertThat(second.handshake().status()).isEqualTo(101);
      assertThat(second.connection().isClosedWithin(SOON)).isTrue();

      assertThat(webSocket.sendText("4hello").nextText()).isEqualTo("4hello");
    }
  }

  private void assertEchoed(String payload) {
    var client = server.polling();

    var posted = client.post(payload);
    assertThat(posted.status()).isEqualTo(200);
    assertThat(posted.body()).isEqualTo("ok");

    var polled = client.poll();
    assertThat(polled.status()).isEqualTo(200);
    assertThat(polled.body()).isEqualTo(payload);
  }

  private void assertRefused(String query) {
    try (var client = webSocket(query)) {
      assertThat(client.handshake().status()).isEqualTo(400);
      assertThat(client.connection().isClosedWithin(SOON)).isTrue();
    }
  }

  private static void assertOpenPacket(String packet, List<String> upgrades) {
    JsonNode open = JsonMapper.shared().readTree(packet.substring(1));
    assertThat(packet).startsWith("0");
    assertThat(open.propertyNames())
        .containsExactlyInAnyOrder("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");
    assertThat(open.get("sid").asString()).matches("[A-Za-z0-9_-]{20,}");
    assertThat(open.get("upgrades").valueStream().map(JsonNode::asString)).isEqualTo(upgrades);
    assertThat(open.get("pingInterval").asInt()).isEqualTo(25_000);
    assertThat(open.get("pingTimeout").asInt()).isEqualTo(20_000);
    assertThat(open.get("maxPayload").asInt()).isEqualTo(1_000_000);
  }

  private EngineServer beating(int intervalMillis, int timeoutMillis) {
    return new EngineServer(EngineServer.beating(intervalMillis, timeoutMillis), loops, _ -> true);
  }

  private WebSocketClient webSocket(String query) {
    return new WebSocketClient(server.address(), EngineServer.PATH + query);
  }

  private RawResponse get(String query) {
    return request("GET", query);
  }

  private RawResponse request(String method, String query) {
    try (var connection = new RawConnection(server.address())) {
      return connection
          .request(method + " " + EngineServer.PATH + query + " HTTP/1.1", "Host: x")
          .response();
    }
  }
}
