package dev.ticketchat.engine.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// What a client may not do, and what one client cannot do to another, over real connections. Pings
/// are 25 s apart and a test waits less: a connection that is closed was closed for what it sent.
class StrictnessIT {
  private static final Semaphore GATE = new Semaphore(0);
  private static final List<String> HANDLED = new CopyOnWriteArrayList<>();

  private static RunningServer server;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    // Small mailboxes, so that reading pauses often where there is load.
    var config = new SocketIoConfig(Duration.ofSeconds(45), 10, 100, 1 << 20, 20);
    var socketIo = new SocketIo(config, new JsonMapper());
    for (var name : List.of("/", "/custom")) {
      socketIo
          .namespace(name)
          .on("message", (socket, args, ack) -> socket.emit("message-back", args.toArray()))
          .on("block", (socket, args, ack) -> GATE.acquireUninterruptibly())
          .on("kick", (socket, args, ack) -> socket.disconnect())
          .on("handled", (socket, args, ack) -> HANDLED.add(args.getFirst().stringValue()));
    }
    server = RunningServer.start(socketIo);
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4abc",
        "4",
        "42{}",
        "42",
        "42[]",
        "42abc[\"message\"]",
        "42[\"message\"",
        "42[\"message\"]]",
        "42[\"connect\"]",
        "42[\"connect_error\"]",
        "42[\"disconnect\"]",
        "42[\"disconnecting\"]",
        "42[\"newListener\"]",
        "42[\"removeListener\"]",
        "42[null]",
        "40",
        "40{}",
        "44{}",
        "41{}",
        "43[]",
        "431{}",
        "42/custom,[\"message\"]",
        "450-[\"message\"]",
        "4511-[\"message\"]"
      })
  void closesAConnectionThatSendsWhatIsNoPacketOrMayNotCome(String packet) {
    try (var socket = RawWebSocket.connected(http, server)) {
      socket.send(packet);
      socket.sendIfOpen("42[\"handled\",\"after a bad packet\"]");

      socket.awaitClosed();
      assertThat(HANDLED).doesNotContain("after a bad packet");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"42[\"message\"]", "41", "43[]", "4abc", "40[]", "40null", "40\"token\"", "40{"})
  void closesAConnectionThatStartsWithAnythingButAConnect(String packet) {
    try (var socket = opened()) {
      socket.send(packet);

      socket.awaitClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-1", "0.5", "\"0\"", "null"})
  void closesAConnectionForAPlaceholderWithoutItsAttachment(String index) {
    try (var socket = RawWebSocket.connected(http, server)) {
      socket.send("451-[\"message\",{\"_placeholder\":true,\"num\":" + index + "}]");
      socket.send(new byte[] {1});

      socket.awaitClosed();
    }
  }

  @Test
  void closesAConnectionForTextWhileAttachmentsAreMissing() {
    try (var socket = RawWebSocket.connected(http, server)) {
      socket.send("452-[\"message\",{\"_placeholder\":true,\"num\":0}]");
      socket.send(new byte[] {1});
      socket.send("42[\"message\"]");

      socket.awaitClosed();
    }
  }

  @Test
  void closesAConnectionForBytesThatBelongToNothing() {
    try (var socket = RawWebSocket.connected(http, server)) {
      socket.send(new byte[] {1});

      socket.awaitClosed();
    }
  }

  @Test
  void closesAConnectionForJsonThatIsNestedTooDeep() {
    try (var socket = RawWebSocket.connected(http, server)) {
      socket.send("42[\"message\"," + "[".repeat(50) + "]".repeat(50) + "]");
      assertThat(socket.nextText()).startsWith("42[\"message-back\",[[[");

      socket.send("42[\"message\"," + "[".repeat(100_000) + "]".repeat(100_000) + "]");
      socket.awaitClosed();
    }
  }

  @Test
  void knowsNoSessionByASocketsId() throws Exception {
    try (var socket = opened()) {
      socket.send("40");
      var id = new JsonMapper().readTree(socket.nextText().substring(2)).path("sid").stringValue();

      var poll =
          HttpRequest.newBuilder(server.polling("?EIO=4&transport=polling&sid=" + id)).build();
      var response = http.send(poll, BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(new JsonMapper().readTree(response.body()).path("code").intValue()).isEqualTo(1);
      socket.send("42[\"message\",\"still mine\"]");
      assertThat(socket.nextText()).isEqualTo("42[\"message-back\",\"still mine\"]");
    }
  }

  @Test
  void servesAClientNoMoreThatItDisconnected() {
    try (var socket = RawWebSocket.connected(http, server)) {
      socket.send("42[\"kick\"]");
      socket.send("42[\"handled\",\"after the kick\"]");
      assertThat(socket.nextText()).isEqualTo("41");
      socket.send("42[\"handled\",\"after the disconnect\"]");

      socket.send("40");
      assertThat(socket.nextText()).startsWith("40{\"sid\":");
      socket.send("42[\"message\"]");
      assertThat(socket.nextText()).isEqualTo("42[\"message-back\"]");
      assertThat(HANDLED).doesNotContain("after the kick", "after the disconnect");
    }
  }

  @Test
  void servesOtherClientsAndOtherNamespacesWhileAHandlerBlocks() {
    try (var blocked = RawWebSocket.connected(http, server);
        var other = RawWebSocket.connected(http, server)) {
      blocked.send("40/custom");
      assertThat(blocked.nextText()).startsWith("40/custom,");
      blocked.send("42[\"block\"]");
      blocked.send("42[\"message\",\"waits\"]");

      other.send("42[\"message\",1]");
      assertThat(other.nextText()).isEqualTo("42[\"message-back\",1]");
      blocked.send("42/custom,[\"message\",2]");
      assertThat(blocked.nextText()).isEqualTo("42/custom,[\"message-back\",2]");

      GATE.release();
      assertThat(blocked.nextText()).isEqualTo("42[\"message-back\",\"waits\"]");
    }
  }

  @Test
  void keepsTheOrderOfEachSocketUnderLoad() {
    try (var socket = RawWebSocket.connected(http, server)) {
      socket.send("40/custom");
      assertThat(socket.nextText()).startsWith("40/custom,");

      for (int i = 0; i < 5_000; i++) {
        socket.send((i % 2 == 0 ? "42[" : "42/custom,[") + "\"message\"," + i + "]");
      }

      var heard = IntStream.range(0, 5_000).mapToObj(_ -> socket.nextText()).toList();
      assertThat(heard.stream().filter(text -> text.startsWith("42[")).map(StrictnessIT::number))
          .hasSize(2_500)
          .isSorted();
      assertThat(heard.stream().filter(text -> text.startsWith("42/")).map(StrictnessIT::number))
          .hasSize(2_500)
          .isSorted();
    }
  }

  private static RawWebSocket opened() {
    var socket = new RawWebSocket(http, server.webSocket("?EIO=4&transport=websocket"));
    socket.nextText();
    return socket;
  }

  private static int number(String packet) {
    return Integer.parseInt(packet.substring(packet.lastIndexOf(',') + 1, packet.length() - 1));
  }
}
