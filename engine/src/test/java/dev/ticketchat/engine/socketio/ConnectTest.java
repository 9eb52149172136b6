package dev.ticketchat.engine.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.engine.engineio.CloseReason;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ConnectTest {
  private final SocketIo server = new SocketIo(SocketIoConfig.defaults(), new JsonMapper());
  private final Namespace main = server.namespace("/");

  @Test
  void answersAConnectWithTheSocketsIdAndNothingElse() {
    try (var client = new FakeClient(server)) {
      client.says("0");

      assertThat(client.hears()).matches("0\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
    }
  }

  @Test
  void givesEachSocketAnIdOfItsOwnThatIsNotTheSessions() {
    var ids = new HashSet<String>();
    server.namespace("/other");

    for (int i = 0; i < 50; i++) {
      try (var client = new FakeClient(server)) {
        ids.add(client.connect("/"));
        ids.add(client.connect("/other"));
      }
    }

    assertThat(ids).hasSize(100).doesNotContain("the-secret-sid");
  }

  @Test
  void callsTheConnectHandlerAfterTheReplyAndBeforeAnyEvent() {
    main.onConnect(socket -> socket.emit("auth", socket.auth()));
    main.on("message", (socket, args, ack) -> socket.emit("message-back", args.getFirst()));
    try (var client = new FakeClient(server)) {
      client.says("0{\"token\":\"123\"}");

      assertThat(client.hears()).startsWith("0{\"sid\":");
      client.says("2[\"message\",1]");
      assertThat(client.hears()).isEqualTo("2[\"auth\",{\"token\":\"123\"}]");
      assertThat(client.hears()).isEqualTo("2[\"message-back\",1]");
    }
  }

  @Test
  void givesAnEmptyAuthWhereTheClientGaveNone() {
    main.onConnect(socket -> socket.emit("auth", socket.auth()));
    try (var client = FakeClient.connected(server)) {
      assertThat(client.hears()).isEqualTo("2[\"auth\",{}]");
    }
  }

  @Test
  void refusesAnUnknownNamespaceAndKeepsTheSession() {
    try (var client = new FakeClient(server)) {
      client.says("0/random");
      assertThat(client.hears()).isEqualTo("4/random,{\"message\":\"Invalid namespace\"}");

      client.connect("/");
      assertThat(client.session().closed()).isEmpty();
    }
  }

  @Test
  void asksMiddlewareInOrderAndConnectsAfterTheLast() {
    var order = new CopyOnWriteArrayList<String>();
    main.use(socket -> order.add("first " + socket.connected()));
    main.use(socket -> order.add("second " + socket.auth().path("token").stringValue("")));
    main.onConnect(socket -> order.add("connect " + socket.connected()));
    try (var client = new FakeClient(server)) {
      client.says("0{\"token\":\"t\"}");

      await().until(() -> order.size() == 3);
      assertThat(order).containsExactly("first false", "second t", "connect true");
    }
  }

  @Test
  void tellsTheClientWhyMiddlewareRefusedAndLetsItTryAgain() {
    main.use(socket -> {
      if (!socket.auth().has("token")) {
        throw new ConnectRefused("no token", Map.of("code", "UNAUTHENTICATED"));
      }
    });
    try (var client = new FakeClient(server)) {
      client.says("0");
      assertThat(client.hears())
          .isEqualTo("4{\"message\":\"no token\",\"data\":{\"code\":\"UNAUTHENTICATED\"}}");

      client.says("0{\"token\":\"t\"}");
      assertThat(client.hears()).startsWith("0{\"sid\":");
    }
  }

  @Test
  void hidesWhatWentWrongWhenMiddlewareFails() {
    main.use(socket -> {
      throw new IllegalStateException("the password of the database");
    });
    try (var client = new FakeClient(server)) {
      client.says("0");

      assertThat(client.hears()).isEqualTo("4{\"message\":\"Internal server error\"}");
    }
  }

  @Test
  void dropsASocketSilentlyWhoseTransportDiesInMiddleware() {
    var gate = new Semaphore(0);
    var called = new CopyOnWriteArrayList<String>();
    main.use(socket -> {
      socket.join("room");
      gate.acquireUninterruptibly();
    });
    main.onConnect(socket -> called.add("connect"));
    main.onDisconnect((socket, reason) -> called.add("disconnect"));
    try (var client = new FakeClient(server)) {
      client.says("0");
      await().until(gate::hasQueuedThreads);

      client.vanishes();
      gate.release();

      await().until(main.rooms()::isEmpty);
      assertThat(called).isEmpty();
      assertThat(client.session().unread()).isZero();
    }
  }

  @Test
  void closesASessionThatJoinsNoNamespaceInTime() {
    var config = new SocketIoConfig(Duration.ofMillis(50), 10, 100, 1 << 20, 100);
    try (var client = new FakeClient(new SocketIo(config, new JsonMapper()))) {
      client.isClosedFor(CloseReason.FORCED_CLOSE);
    }
  }

  @Test
  void closesASessionThatWasRefusedAndJoinsNoOtherNamespaceInTime() {
    var config = new SocketIoConfig(Duration.ofMillis(50), 10, 100, 1 << 20, 100);
    try (var client = new FakeClient(new SocketIo(config, new JsonMapper()))) {
      client.says("0/random");

      client.isClosedFor(CloseReason.FORCED_CLOSE);
    }
  }

  @Test
  void keepsASessionThatJoinedInTimeEvenAfterItLeft() {
    var config = new SocketIoConfig(Duration.ofMillis(200), 10, 100, 1 << 20, 100);
    var patient = new SocketIo(config, new JsonMapper());
    try (var stays = FakeClient.connected(patient)) {
      stays.says("1");

      try (var idle = new FakeClient(patient)) {
        idle.isClosedFor(CloseReason.FORCED_CLOSE);
      }
      assertThat(stays.session().closed()).isEmpty();
    }
  }

  @Test
  void findsAConnectedSocketByItsId() {
    try (var client = new FakeClient(server)) {
      var id = client.connect("/");

      assertThat(main.socket(id)).map(Socket::id).contains(id);
      assertThat(main.socket(id).orElseThrow().handshake().path()).isEqualTo("/socket.io/");
      assertThat(main.socket("another")).isEmpty();
    }
  }

  @Test
  void keepsTheObjectThatTheApplicationAttaches() {
    main.onConnect(socket -> socket.attach(List.of("mine")));
    try (var client = new FakeClient(server)) {
      var socket = main.socket(client.connect("/")).orElseThrow();

      await().untilAsserted(() -> assertThat(socket.attachment(List.class)).isPresent());
      assertThat(socket.attachment(String.class)).isEmpty();
    }
  }

  @Test
  void refusesNamesThatCannotBeANamespacesOrAnEvents() {
    assertThatThrownBy(() -> server.namespace("chat")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> server.namespace("/a,b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> main.on("disconnect", (socket, args, ack) -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    main.on("once", (socket, args, ack) -> {});
    assertThatThrownBy(() -> main.on("once", (socket, args, ack) -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> main.emit("connect")).isInstanceOf(IllegalArgumentException.class);
  }
}
