package dev.ticketchat.engine.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bad input ends what it comes on, and at once: pings are 25 s apart, so no heartbeat can be the
/// cause.
final class StrictnessIT {
  /// Far less than the heartbeat; usually a millisecond.
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  private final EngineServer server = new EngineServer(EngineServer.calm());

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "", "7", "9hello", "é"})
  void closesAWebSocketOnTextThatIsNoPacket(String text) {
    try (var client = server.webSocket()) {
      client.sendText(text);

      assertThat(client.connection().isClosedWithin(AT_ONCE)).isTrue();
      awaitEnd(CloseReason.PARSE_ERROR);
    }
  }

  @Test
  void closesAWebSocketAtOnceOnAClosePacket() {
    try (var client = server.webSocket()) {
      client.sendText("1");

      assertThat(client.closeCodeWithin(AT_ONCE)).isEqualTo(1000);
      assertThat(client.connection().isClosedWithin(AT_ONCE)).isTrue();
      awaitEnd(CloseReason.TRANSPORT_CLOSE);
    }
  }

  @Test
  void closesASessionWhoseClientPings() {
    try (var client = server.webSocket()) {
      client.sendText("2");

      assertThat(client.connection().isClosedWithin(AT_ONCE)).isTrue();
      awaitEnd(CloseReason.TRANSPORT_ERROR);
    }
  }

  @Test
  void answersACloseFrame() {
    try (var client = server.webSocket()) {
      client.sendFrame(WebSocketClient.CLOSE, new byte[] {3, (byte) 0xe8});

      assertThat(client.closeCodeWithin(AT_ONCE)).isEqualTo(1000);
      awaitEnd(CloseReason.TRANSPORT_CLOSE);
    }
  }

  @Test
  void answersAWebSocketPing() {
    try (var client = server.webSocket()) {
      client.sendFrame(WebSocketClient.PING, new byte[] {1, 2, 3});

      var frame = client.nextFrame();
      assertThat(frame.first()).isEqualTo(WebSocketClient.PONG);
      assertThat(frame.data()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void closesOnAFrameThatIsNotMasked() {
    assertBreaks(1002, new byte[] {(byte) 0x81, 2, '4', 'a'});
  }

  @Test
  void closesOnInvalidUtf8() {
    assertBreaks(1007, WebSocketClient.frame(0x81, new byte[] {'4', (byte) 0xc3, 0x28}));
  }

  @Test
  void closesOnAnUnknownOpcode() {
    assertBreaks(1002, WebSocketClient.frame(0x83, new byte[] {'4'}));
  }

  @Test
  void closesOnReservedBits() {
    assertBreaks(1002, WebSocketClient.frame(0xc1, new byte[] {'4'}));
  }

  @Test
  void closesOnALongControlFrame() {
    assertBreaks(1002, WebSocketClient.frame(0x89, new byte[126]));
  }

  @Test
  void refusesAFrameOverTheLimitAtItsHeader() {
    try (var client = server.webSocket()) {
      var header = ByteBuffer.allocate(10).put((byte) 0x82).put((byte) 0xff).putLong(1_000_001);
      client.connection().send(header.array());

      assertThat(client.closeCodeWithin(AT_ONCE)).isEqualTo(1009);
      assertThat(client.connection().isClosedWithin(AT_ONCE)).isTrue();
      awaitEnd(CloseReason.TRANSPORT_ERROR);
    }
  }

  @Test
  void closesOnAMillionFragmentsOfOneByteAfterAThousand() {
    try (var client = server.webSocket()) {
      var fragment = WebSocketClient.frame(0x00, new byte[1]);
      var many = ByteBuffer.allocate(10_000 * fragment.length);
      for (int i = 0; i < 10_000; i++) {
        many.put(fragment);
      }
      client.sendFrame(0x02, new byte[1]);

      for (int i = 0; i < 100 && client.connection().trySend(many.array()); i++) {}

      awaitEnd(CloseReason.TRANSPORT_ERROR);
      assertThat(client.closeCodeWithin(AT_ONCE)).isEqualTo(1008);
    }
  }

  @Test
  void takesAMessageOfExactlyTheLimit() {
    try (var client = server.webSocket()) {
      client.sendFrame(WebSocketClient.BINARY, new byte[1_000_000]);

      assertThat(client.nextFrame().data()).hasSize(1_000_000);
    }
  }

  @Test
  void refusesAMessageWhoseFragmentsPassTheLimitTogether() {
    try (var client = server.webSocket()) {
      client.sendFrame(0x02, new byte[600_000]);
      client.sendFrame(0x80, new byte[400_001]);

      assertThat(client.closeCodeWithin(AT_ONCE)).isEqualTo(1009);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "", "4a\u001e", "4a\u001e\u001e4b", "b!!!", "b4A=A"})
  void closesAPollingSessionOnAPayloadThatIsNone(String payload) {
    var client = server.polling();

    assertThat(client.post(payload).status()).isEqualTo(400);

    awaitEnd(CloseReason.PARSE_ERROR);
    assertThat(client.poll().body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
  }

  @Test
  void countsThePacketsBeforeABadOne() {
    var client = server.polling();

    client.post("4one\u001e4two\u001eabc\u001e4three");

    awaitEnd(CloseReason.PARSE_ERROR);
    assertThat(server.messages).containsExactly("one", "two");
  }

  @Test
  void takesNothingAfterAClosePacket() {
    var client = server.polling();

    assertThat(client.post("4one\u001e1\u001e4two").body()).isEqualTo("ok");

    awaitEnd(CloseReason.TRANSPORT_CLOSE);
    assertThat(server.messages).containsExactly("one");
  }

  @Test
  void closesASessionThatPostsTwiceAtOnce() {
    var client = server.polling();

    try (var first = client.beginPost(10).send("4half")) {
      await().until(() -> client.post("4whole").status() == 400);

      assertThat(first.response().status()).isIn(200, 400);
    }
    awaitEnd(CloseReason.TRANSPORT_ERROR);
  }

  @Test
  void closesASessionWhosePostIsGivenUp() {
    var client = server.polling();

    client.beginPost(10).send("4half").close();

    awaitEnd(CloseReason.TRANSPORT_ERROR);
    assertThat(server.messages).isEmpty();
  }

  @Test
  void closesASessionWhosePostIsTooLarge() {
    var client = server.polling();

    try (var post = client.beginPost(1_000_001)) {
      var response = post.response();

      assertThat(response.status()).isEqualTo(413);
      assertThat(post.isClosedWithin(AT_ONCE)).isTrue();
    }
    awaitEnd(CloseReason.TRANSPORT_ERROR);
  }

  @Test
  void closesASessionThatPostsTheBinaryFormOfProtocol3() {
    var client = server.polling();

    try (var connection = client.connect()) {
      connection.request(
          "POST " + client.target() + " HTTP/1.1",
          "Host: x",
          "Content-Type: application/octet-stream",
          "Content-Length: 0");
      assertThat(connection.response().status()).isEqualTo(400);
    }
    awaitEnd(CloseReason.TRANSPORT_ERROR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | ?EIO=4                                    | 400 | 0 | Transport unknown
          GET  | ?EIO=4&transport=abc                      | 400 | 0 | Transport unknown
          GET  | nothere.js                                | 400 | 0 | Transport unknown
          GET  | ?EIO=4&transport=polling&sid=nope         | 400 | 1 | Session ID unknown
          POST | ?EIO=4&transport=polling&sid=nope         | 400 | 1 | Session ID unknown
          POST | ?EIO=4&transport=polling                  | 400 | 2 | Bad handshake method
          PUT  | ?EIO=4&transport=polling                  | 400 | 2 | Bad handshake method
          GET  | ?EIO=4&transport=websocket                | 400 | 3 | Bad request
          GET  | ?EIO=4&transport=websocket&sid={sid}      | 400 | 3 | Bad request
          GET  | ?EIO=3&transport=polling&sid={sid}        | 400 | 3 | Bad request
          PUT  | ?EIO=4&transport=polling&sid={sid}        | 400 | 3 | Bad request
          GET  | ?EIO=3&transport=polling                  | 400 | 5 | Unsupported protocol version
          GET  | ?transport=polling                        | 400 | 5 | Unsupported protocol version
          """)
  void namesEachMistake(String method, String query, int status, int code, String message) {
    var client = server.polling();

    try (var connection = client.connect()) {
      var target = EngineServer.PATH + query.replace("{sid}", client.sid());
      var response =
          connection
              .request(method + " " + target + " HTTP/1.1", "Host: x", "Content-Length: 0")
              .response();

      assertThat(response.status()).isEqualTo(status);
      assertThat(response.header("content-type")).isEqualTo("application/json");
      assertThat(response.body())
          .isEqualTo("{\"code\":%d,\"message\":\"%s\"}".formatted(code, message));
    }
    assertThat(server.sessionCount()).isEqualTo(1);
  }

  @Test
  void refusesAWebSocketHandshakeInWordsAndEndsTheConnection() {
    try (var client =
        new WebSocketClient(
            server.address(), EngineServer.PATH + "?EIO=4&transport=websocket&sid=nope")) {
      assertThat(client.handshake().status()).isEqualTo(400);
      assertThat(client.handshake().body()).isEqualTo("Session ID unknown");
      assertThat(client.handshake().header("connection")).isEqualTo("close");
      assertThat(client.connection().isClosedWithin(AT_ONCE)).isTrue();
    }
  }

  @Test
  void refusesAWebSocketHandshakeOfAnotherVersionOrWithoutAKey() {
    var target = EngineServer.PATH + "?EIO=4&transport=websocket";
    try (var connection = server.polling().connect()) {
      connection.request(
          "GET " + target + " HTTP/1.1",
          "Host: x",
          "Connection: upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 8",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
      assertThat(connection.response().status()).isEqualTo(400);
    }
    try (var connection = server.polling().connect()) {
      connection.request(
          "GET " + target + " HTTP/1.1",
          "Host: x",
          "Connection: upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: short");
      assertThat(connection.response().status()).isEqualTo(400);
    }
  }

  @Test
  void computesTheAcceptHeaderOfTheRfc() {
    try (var client =
        new WebSocketClient(server.address(), EngineServer.PATH + "?EIO=4&transport=websocket")) {
      assertThat(client.handshake().header("sec-websocket-accept"))
          .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
  }

  @Test
  void ignoresAnOfferToCompress() {
    try (var client =
        new WebSocketClient(
            server.address(),
            EngineServer.PATH + "?EIO=4&transport=websocket",
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
      assertThat(client.handshake().status()).isEqualTo(101);
      assertThat(client.handshake().header("sec-websocket-extensions")).isEmpty();
    }
  }

  @Test
  void doesNotGiveASessionToWhoGuessesItsSid() {
    var client = server.polling();
    var guess = client.sid().substring(0, client.sid().length() - 1) + "~";

    try (var thief =
        new WebSocketClient(
            server.address(), EngineServer.PATH + "?EIO=4&transport=websocket&sid=" + guess)) {
      assertThat(thief.handshake().status()).isEqualTo(400);
    }
    assertThat(client.post("4still mine").body()).isEqualTo("ok");
  }

  @Test
  void makesSidsOf144RandomBits() {
    assertThat(server.polling().sid()).matches("[A-Za-z0-9_-]{24}");
    assertThat(server.polling().sid()).isNotEqualTo(server.polling().sid());
  }

  @Test
  void takesAMessageInFragmentsWithAPingBetween() {
    try (var client = server.webSocket()) {
      client.sendFrame(0x01, "4hel".getBytes(StandardCharsets.UTF_8));
      client.sendFrame(WebSocketClient.PING, new byte[0]);
      client.sendFrame(0x80, "lo".getBytes(StandardCharsets.UTF_8));

      assertThat(client.nextFrame().first()).isEqualTo(WebSocketClient.PONG);
      assertThat(client.nextText()).isEqualTo("4hello");
    }
  }

  private void assertBreaks(int code, byte[] frame) {
    try (var client = server.webSocket()) {
      client.connection().send(frame);

      assertThat(client.closeCodeWithin(AT_ONCE)).isEqualTo(code);
      assertThat(client.connection().isClosedWithin(AT_ONCE)).isTrue();
      awaitEnd(CloseReason.TRANSPORT_ERROR);
    }
  }

  private void awaitEnd(CloseReason reason) {
    await().until(() -> server.closes.contains(reason));
    assertThat(server.closes).hasSize(1);
    assertThat(server.sessionCount()).isZero();
  }
}
