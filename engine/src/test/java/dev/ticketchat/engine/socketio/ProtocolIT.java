package dev.ticketchat.engine.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.engine.engineio.Session;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// What the Socket.IO 5 protocol promises a client, over real connections: first the Engine.IO 4
/// below, then Socket.IO itself. Where the heartbeat is not the subject, pings are so rare that no
/// connection is closed for a missing pong while a test runs.
class ProtocolIT {
  private static RunningServer server;
  private static RunningServer pinging;
  private static volatile @Nullable Session newest;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    var socketIo =
        new SocketIo(
            new SocketIoConfig(Duration.ofSeconds(2), 10, 100, 1 << 20, 1_000), new JsonMapper());
    socketIo
        .namespace("/")
        .onConnect(socket -> socket.emit("auth", socket.auth()))
        .on("message", (socket, args, ack) -> socket.emit("message-back", args.toArray()))
        .on("message-with-ack", (socket, args, ack) -> ack.send(args.toArray()));
    socketIo.namespace("/custom").onConnect(socket -> socket.emit("auth", socket.auth()));
    server =
        RunningServer.start(session -> {
          newest = session;
          return socketIo.onOpen(session);
        });
    pinging = RunningServer.start(socketIo, Duration.ofMillis(300), Duration.ofMillis(200));
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    server.close();
    pinging.close();
  }

  @Nested
  class Handshake {

    @Test
    void opensASessionOverPolling() throws Exception {
      var response = get("?EIO=4&transport=polling");

      assertThat(response.statusCode()).isEqualTo(200);
      assertOpens(response.body(), "[\"websocket\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?transport=polling", "?EIO=abc&transport=polling"})
    void refusesAPollingHandshakeOfAnotherProtocol(String query) throws Exception {
      assertThat(get(query).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?EIO=4", "?EIO=4&transport=abc"})
    void refusesAPollingHandshakeOfAnUnknownTransport(String query) throws Exception {
      assertThat(get(query).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void refusesAHandshakeThatIsNoGet(String method) throws Exception {
      var request =
          HttpRequest.newBuilder(server.polling("?EIO=4&transport=polling"))
              .method(method, BodyPublishers.noBody())
              .build();

      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    }

    @Test
    void opensASessionOverWebSocket() {
      try (var socket = webSocket("?EIO=4&transport=websocket")) {
        assertOpens(socket.nextText(), "[]");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?transport=websocket", "?EIO=abc&transport=websocket"})
    void refusesAWebSocketOfAnotherProtocol(String query) {
      assertThatThrownBy(() -> webSocket(query)).hasMessageContaining("WebSocketHandshake");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?EIO=4", "?EIO=4&transport=abc"})
    void refusesAWebSocketOfAnUnknownTransport(String query) {
      assertThatThrownBy(() -> webSocket(query)).hasMessageContaining("WebSocketHandshake");
    }

    private void assertOpens(String packet, String upgrades) {
      assertThat(packet).startsWith("0");
      var open = new JsonMapper().readTree(packet.substring(1));
      assertThat(open.propertyNames())
          .containsExactlyInAnyOrder(
              "sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");
      assertThat(open.path("sid").stringValue()).isNotBlank();
      assertThat(open.path("upgrades")).hasToString(upgrades);
      assertThat(open.path("pingInterval").intValue()).isEqualTo(25_000);
      assertThat(open.path("pingTimeout").intValue()).isEqualTo(20_000);
      assertThat(open.path("maxPayload").intValue()).isEqualTo(1_000_000);
    }
  }

  @Nested
  class Heartbeat {

    @Test
    void pingsAPollingClientThatAnswers() throws Exception {
      var session = openSession(pinging);

      for (int i = 0; i < 3; i++) {
        assertThat(get(pinging, session).body()).isEqualTo("2");
        assertThat(post(pinging, session, "3").statusCode()).isEqualTo(200);
      }
    }

    @Test
    void forgetsAPollingClientThatDoesNotAnswer() throws Exception {
      var session = openSession(pinging);

      assertThat(get(pinging, session).body()).isEqualTo("2");
      // The next poll is held until the session ends, or refused if it came too late.
      get(pinging, session);

      assertThat(get(pinging, session).statusCode()).isEqualTo(400);
    }

    @Test
    void pingsAWebSocketClientThatAnswers() {
      try (var socket = joined(pinging)) {
        for (int i = 0; i < 3; i++) {
          assertThat(socket.nextText()).isEqualTo("2");
          socket.send("3");
        }
      }
    }

    @Test
    void closesAWebSocketThatDoesNotAnswer() {
      try (var socket = joined(pinging)) {
        assertThat(socket.nextText()).isEqualTo("2");

        socket.awaitClosed();
      }
    }
  }

  @Nested
  class Close {

    @Test
    void endsTheWaitingPollOfASessionThatItsClientCloses() throws Exception {
      var session = openSession(server);
      var poll =
          http.sendAsync(
              HttpRequest.newBuilder(server.polling(session)).build(), BodyHandlers.ofString());
      await().until(() -> newest != null && newest.writable()); // the poll is waiting there

      post(server, session, "1");

      assertThat(poll.get().statusCode()).isEqualTo(200);
      assertThat(poll.get().body()).isEqualTo("6");
      assertThat(get(session).statusCode()).isEqualTo(400);
    }

    @Test
    void closesAWebSocketWhoseClientSaysSo() {
      try (var socket = webSocket("?EIO=4&transport=websocket")) {
        socket.nextText();

        socket.send("1");

        socket.awaitClosed();
      }
    }
  }

  @Nested
  class Upgrade {

    @Test
    void movesASessionFromPollingToWebSocket() throws Exception {
      var session = openSession(server);

      try (var socket = upgrade(session)) {
        socket.send("40");

        assertThat(socket.nextText()).startsWith("40{\"sid\":");
      }
    }

    @Test
    void refusesPollsOfASessionThatHasUpgraded() throws Exception {
      var session = openSession(server);

      try (var socket = upgrade(session)) {
        assertThat(get(session).statusCode()).isEqualTo(400);
        assertThat(socket.isOpen()).isTrue();
      }
    }

    @Test
    void closesASecondWebSocketOfASessionThatHasUpgraded() throws Exception {
      var session = openSession(server);

      try (var socket = upgrade(session);
          var second = webSocket(session.replace("polling", "websocket"))) {
        second.awaitClosed();

        socket.send("40");
        assertThat(socket.nextText()).startsWith("40{\"sid\":");
      }
    }

    private RawWebSocket upgrade(String session) {
      var socket = webSocket(session.replace("polling", "websocket"));
      socket.send("2probe");
      assertThat(socket.nextText()).isEqualTo("3probe");
      socket.send("5");
      return socket;
    }
  }

  @Nested
  class Connect {

    @Test
    void joinsTheMainNamespace() {
      try (var socket = opened()) {
        socket.send("40");

        assertThat(socket.nextText()).matches("40\\{\"sid\":\"[^\"]+\"}");
        assertThat(socket.nextText()).isEqualTo("42[\"auth\",{}]");
      }
    }

    @Test
    void joinsTheMainNamespaceWithAPayload() {
      try (var socket = opened()) {
        socket.send("40{\"token\":\"123\"}");

        assertThat(socket.nextText()).matches("40\\{\"sid\":\"[^\"]+\"}");
        assertThat(socket.nextText()).isEqualTo("42[\"auth\",{\"token\":\"123\"}]");
      }
    }

    @Test
    void joinsACustomNamespace() {
      try (var socket = opened()) {
        socket.send("40/custom,");

        assertThat(socket.nextText()).matches("40/custom,\\{\"sid\":\"[^\"]+\"}");
        assertThat(socket.nextText()).isEqualTo("42/custom,[\"auth\",{}]");
      }
    }

    @Test
    void joinsACustomNamespaceWithAPayload() {
      try (var socket = opened()) {
        socket.send("40/custom,{\"token\":\"abc\"}");

        assertThat(socket.nextText()).matches("40/custom,\\{\"sid\":\"[^\"]+\"}");
        assertThat(socket.nextText()).isEqualTo("42/custom,[\"auth\",{\"token\":\"abc\"}]");
      }
    }

    @Test
    void refusesAnUnknownNamespace() {
      try (var socket = opened()) {
        socket.send("40/random");

        assertThat(socket.nextText()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
      }
    }

    @Test
    void closesASessionThatStartsWithNoPacket() {
      try (var socket = opened()) {
        socket.send("4abc");

        socket.awaitClosed();
      }
    }

    @Test
    void closesASessionThatNeverJoins() {
      try (var socket = opened()) {
        socket.awaitClosed();
      }
    }
  }

  @Nested
  class Disconnect {

    @Test
    void keepsTheConnectionOfAClientThatLeavesTheMainNamespace() {
      try (var socket = joined()) {
        socket.send("41");
        socket.send("40/custom");

        assertThat(socket.nextText()).startsWith("40/custom,{\"sid\":");
      }
    }

    @Test
    void keepsTheMainNamespaceOfAClientThatLeavesAnother() {
      try (var socket = joined()) {
        socket.send("40/custom");
        assertThat(socket.nextText()).startsWith("40/custom,");
        assertThat(socket.nextText()).startsWith("42/custom,");

        socket.send("41/custom");
        socket.send("42[\"message\",\"message to main namespace\"]");

        assertThat(socket.nextText())
            .isEqualTo("42[\"message-back\",\"message to main namespace\"]");
      }
    }
  }

  @Nested
  class Messages {

    @Test
    void exchangesText() {
      try (var socket = joined()) {
        socket.send("42[\"message\",1,\"2\",{\"3\":[true]}]");

        assertThat(socket.nextText()).isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
      }
    }

    @Test
    void exchangesBytes() {
      try (var socket = joined()) {
        sendTwoAttachments(socket, "452-[\"message\",");

        assertTwoAttachments(socket, "452-[\"message-back\",");
      }
    }

    @Test
    void answersAnEventThatWantsIt() {
      try (var socket = joined()) {
        socket.send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");

        assertThat(socket.nextText()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
      }
    }

    @Test
    void answersAnEventWithBytes() {
      try (var socket = joined()) {
        sendTwoAttachments(socket, "452-789[\"message-with-ack\",");

        assertTwoAttachments(socket, "462-789[");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4abc", "42{}", "42abc[\"message-with-ack\",1,\"2\",{\"3\":[false]}]"})
    void closesTheConnectionForAnInvalidPacket(String packet) {
      try (var socket = joined()) {
        socket.send(packet);

        socket.awaitClosed();
      }
    }

    private void sendTwoAttachments(RawWebSocket socket, String head) {
      socket.send(head + "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
      socket.send(new byte[] {1, 2, 3});
      socket.send(new byte[] {4, 5, 6});
    }

    private void assertTwoAttachments(RawWebSocket socket, String head) {
      assertThat(socket.nextText())
          .isEqualTo(head + "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
      assertThat(socket.nextBytes()).containsExactly(1, 2, 3);
      assertThat(socket.nextBytes()).containsExactly(4, 5, 6);
    }
  }

  private static RawWebSocket webSocket(String query) {
    return new RawWebSocket(http, server.webSocket(query));
  }

  private static RawWebSocket opened() {
    var socket = webSocket("?EIO=4&transport=websocket");
    socket.nextText();
    return socket;
  }

  private static RawWebSocket joined() {
    return joined(server);
  }

  private static RawWebSocket joined(RunningServer at) {
    var socket = RawWebSocket.connected(http, at);
    assertThat(socket.nextText()).isEqualTo("42[\"auth\",{}]");
    return socket;
  }

  /// Opens a polling session; returns the query of its requests.
  private static String openSession(RunningServer at) throws IOException, InterruptedException {
    var open = get(at, "?EIO=4&transport=polling").body();
    var sid = new JsonMapper().readTree(open.substring(1)).path("sid").stringValue();
    return "?EIO=4&transport=polling&sid=" + sid;
  }

  private static HttpResponse<String> get(String query) throws IOException, InterruptedException {
    return get(server, query);
  }

  private static HttpResponse<String> get(RunningServer from, String query)
      throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(from.polling(query)).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(RunningServer to, String query, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(to.polling(query)).POST(BodyPublishers.ofString(body)).build();
    return http.send(request, BodyHandlers.ofString());
  }
}
