package dev.ticketchat.engine.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.engine.engineio.CloseReason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MalformedPacketTest {
  private final SocketIo server = new SocketIo(SocketIoConfig.defaults(), new JsonMapper());
  private final Namespace main = server.namespace("/");
  private final List<String> handled = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    server.namespace("/custom");
    main.on("event", (socket, args, ack) -> handled.add("event"));
    main.onDisconnect((socket, reason) -> handled.add(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "2{}",
        "2abc[\"event\"]",
        "2[]",
        "2",
        "2[\"connect\"]",
        "2[\"disconnecting\"]",
        "0",
        "0{}",
        "4{}",
        "4/custom,{}",
        "2/custom,[\"event\"]",
        "2/random,[\"event\"]",
        "1/custom",
        "3/custom,1[]",
        "31{}",
        "3[]",
        "511-[\"event\"]",
        "50-[\"event\"]",
        "1[]",
        "51-/custom,[\"event\"]"
      })
  void closesTheSessionAndHandlesNothingAfterIt(String packet) {
    try (var client = FakeClient.connected(server)) {
      client.says(packet);
      client.says("2[\"event\"]");

      client.isClosedFor(CloseReason.PARSE_ERROR);
      await().untilAsserted(() -> assertThat(handled).containsExactly("parse error"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "2[\"event\"]",
        "1",
        "31[]",
        "51-[\"event\"]",
        "0null",
        "0[]",
        "0{",
        "0/random,[]"
      })
  void closesASessionThatStartsWrong(String packet) {
    try (var client = new FakeClient(server)) {
      client.says(packet);

      client.isClosedFor(CloseReason.PARSE_ERROR);
      assertThat(client.session().unread()).isZero();
      assertThat(handled).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "-1", "0.5", "\"0\""})
  void closesTheSessionForAPlaceholderWithoutItsAttachment(String index) {
    try (var client = FakeClient.connected(server)) {
      client.says("52-[\"event\",{\"_placeholder\":true,\"num\":" + index + "}]");
      client.says(new byte[1]);
      client.says(new byte[1]);

      client.isClosedFor(CloseReason.PARSE_ERROR);
    }
  }

  @Test
  void closesTheSessionForTextWhileAttachmentsAreMissing() {
    try (var client = FakeClient.connected(server)) {
      client.says("52-[\"event\",{\"_placeholder\":true,\"num\":0}]");
      client.says(new byte[1]);
      client.says("2[\"event\"]");

      client.isClosedFor(CloseReason.PARSE_ERROR);
      await().untilAsserted(() -> assertThat(handled).containsExactly("parse error"));
    }
  }

  @Test
  void closesTheSessionForAnAttachmentOfNothing() {
    try (var client = FakeClient.connected(server)) {
      client.says(new byte[1]);

      client.isClosedFor(CloseReason.PARSE_ERROR);
    }
  }

  @Test
  void closesTheSessionForPacketsToANamespaceThatIsStillConnecting() {
    var gate = new Semaphore(0);
    main.use(socket -> gate.acquireUninterruptibly());
    try (var client = new FakeClient(server)) {
      client.says("0");
      client.says("2[\"event\"]");

      client.isClosedFor(CloseReason.PARSE_ERROR);
      gate.release();
      assertThat(client.session().unread()).isZero();
    }
  }

  @Test
  void closesTheSessionForASecondConnectWhileTheFirstIsUnderWay() {
    var gate = new Semaphore(0);
    main.use(socket -> gate.acquireUninterruptibly());
    try (var client = new FakeClient(server)) {
      client.says("0");
      client.says("0");

      client.isClosedFor(CloseReason.PARSE_ERROR);
      gate.release();
    }
  }

  @Test
  void handlesWhatCameBeforeTheMalformedPacket() {
    try (var client = FakeClient.connected(server)) {
      client.says("2[\"event\"]");
      client.says("2[\"event\"");
      client.says("2[\"event\"]");

      await().untilAsserted(() -> assertThat(handled).containsExactly("event", "parse error"));
    }
  }

  @Test
  void takesAClientsEleventhAttachmentForMalformedButNotItsTenth() {
    try (var client = FakeClient.connected(server)) {
      client.says("510-[\"event\"]");
      for (int i = 0; i < 10; i++) {
        client.says(new byte[1]);
      }

      await().untilAsserted(() -> assertThat(handled).containsExactly("event"));
      assertThat(client.session().closed()).isEmpty();
    }
  }
}
