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
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class DisconnectTest {
  private final SocketIo server = new SocketIo(SocketIoConfig.defaults(), new JsonMapper());
  private final Namespace main = server.namespace("/");
  private final Namespace custom = server.namespace("/custom");
  private final List<String> reasons = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    main.onDisconnect((socket, reason) -> reasons.add(reason));
    main.on("message", (socket, args, ack) -> socket.emit("message-back", args.toArray()));
  }

  @Test
  void keepsTheSessionWhenAClientLeavesANamespace() {
    try (var client = FakeClient.connected(server)) {
      client.connect("/custom");

      client.says("1/custom");
      client.says("2[\"message\",\"still here\"]");

      assertThat(client.hears()).isEqualTo("2[\"message-back\",\"still here\"]");
      assertThat(client.session().closed()).isEmpty();
    }
  }

  @Test
  void letsAClientThatLeftJoinAgainAsAnotherSocket() {
    try (var client = new FakeClient(server)) {
      var first = client.connect("/");
      client.says("1");

      assertThat(client.connect("/")).isNotEqualTo(first);
      await()
          .untilAsserted(() -> assertThat(reasons).containsExactly("client namespace disconnect"));
    }
  }

  @ParameterizedTest
  @EnumSource(CloseReason.class)
  void tellsWhyTheTransportEnded(CloseReason reason) {
    try (var client = FakeClient.connected(server)) {
      client.session().end(reason);

      await().untilAsserted(() -> assertThat(reasons).containsExactly(reason.words()));
    }
  }

  @Test
  void handlesWhatCameBeforeTheClientLeft() {
    var seen = new CopyOnWriteArrayList<String>();
    var gate = new Semaphore(0);
    main.on(
        "slow",
        (socket, args, ack) -> {
          gate.acquireUninterruptibly();
          seen.add(args.getFirst().stringValue());
        });
    main.onDisconnect((socket, reason) -> seen.add(reason));
    try (var client = FakeClient.connected(server)) {
      client.says("2[\"slow\",\"first\"]");
      client.says("2[\"slow\",\"second\"]");
      client.vanishes();
      gate.release(2);

      await().until(() -> seen.size() == 3);
      assertThat(seen).containsExactly("first", "second", "transport close");
    }
  }

  @Test
  void keepsTheRoomsUntilTheDisconnectHandlersHaveRun() {
    var rooms = new CopyOnWriteArrayList<String>();
    main.onConnect(socket -> socket.join("room"));
    main.onDisconnect((socket, reason) -> rooms.addAll(socket.rooms()));
    try (var client = new FakeClient(server)) {
      var socket = main.socket(client.connect("/")).orElseThrow();
      await().until(() -> socket.rooms().contains("room"));

      client.vanishes();

      await().until(() -> socket.rooms().isEmpty());
      assertThat(rooms).containsExactlyInAnyOrder("room", socket.id());
      assertThat(main.rooms().isEmpty()).isTrue();
      socket.join("late");
      assertThat(main.rooms().isEmpty()).isTrue();
    }
  }

  @Test
  void servesAClientNoMoreThatItDisconnected() {
    var handled = new CopyOnWriteArrayList<String>();
    var gate = new Semaphore(0);
    main.on(
        "bye",
        (socket, args, ack) -> {
          gate.acquireUninterruptibly();
          socket.disconnect();
          socket.emit("after");
          ack.send("after");
        });
    main.on("event", (socket, args, ack) -> handled.add("event"));
    try (var client = new FakeClient(server)) {
      var socket = main.socket(client.connect("/")).orElseThrow();
      client.says("21[\"bye\"]");
      client.says("2[\"event\"]");
      gate.release();

      assertThat(client.hears()).isEqualTo("1");
      client.says("2[\"event\"]");
      main.emit("all");
      await()
          .untilAsserted(() -> assertThat(reasons).containsExactly("server namespace disconnect"));
      assertThat(main.socket(socket.id())).isEmpty();
      assertThat(handled).isEmpty();
      assertThat(client.session().unread()).isZero();
      assertThat(client.session().closed()).isEmpty();
    }
  }

  @Test
  void letsAClientThatItDisconnectedJoinAgain() {
    try (var client = new FakeClient(server)) {
      main.socket(client.connect("/")).orElseThrow().disconnect();
      assertThat(client.hears()).isEqualTo("1");

      client.connect("/");
      client.says("2[\"message\"]");

      assertThat(client.hears()).isEqualTo("2[\"message-back\"]");
    }
  }

  @Test
  void disconnectsOneNamespaceOnly() {
    custom.on("e", (socket, args, ack) -> ack.send());
    try (var client = new FakeClient(server)) {
      var socket = main.socket(client.connect("/")).orElseThrow();
      client.connect("/custom");

      socket.disconnect();

      assertThat(client.hears()).isEqualTo("1");
      client.says("2/custom,5[\"e\"]");
      assertThat(client.hears()).isEqualTo("3/custom,5[]");
    }
  }

  @Test
  void closesTheTransportWithoutADisconnectPacket() {
    try (var client = new FakeClient(server)) {
      var socket = main.socket(client.connect("/")).orElseThrow();

      socket.closeTransport();

      assertThat(socket.connected()).isFalse();
      client.isClosedFor(CloseReason.FORCED_CLOSE);
      await().untilAsserted(() -> assertThat(reasons).containsExactly("forced close"));
      assertThat(client.session().unread()).isZero();
    }
  }

  @Test
  void callsTheDisconnectHandlersOnceHoweverManyWaysASocketEnds() {
    try (var client = new FakeClient(server)) {
      var socket = main.socket(client.connect("/")).orElseThrow();

      client.says("1");
      socket.disconnect();
      socket.closeTransport();
      client.vanishes();

      await().until(() -> socket.rooms().isEmpty());
      assertThat(reasons).containsExactly("client namespace disconnect");
    }
  }
}
