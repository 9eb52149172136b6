package dev.ticketchat.engine.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BackpressureTest {
  private static final int MAX_QUEUED = 10;

  private final SocketIo server =
      new SocketIo(
          new SocketIoConfig(Duration.ofSeconds(45), 10, 100, 1 << 20, MAX_QUEUED),
          new JsonMapper());
  private final Namespace main = server.namespace("/");
  private final Namespace custom = server.namespace("/custom");
  private final Semaphore gate = new Semaphore(0);
  private final List<Integer> handled = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    EventHandler slow =
        (socket, args, ack) -> {
          gate.acquireUninterruptibly();
          handled.add(args.getFirst().intValue());
        };
    main.on("slow", slow).on("quick", (socket, args, ack) -> ack.send());
    custom.on("slow", slow).on("quick", (socket, args, ack) -> ack.send());
  }

  @Test
  void stopsReadingFromAClientWhoseMailboxIsFullAndLosesNothing() {
    try (var client = FakeClient.connected(server)) {
      blocks(client, "");
      for (int i = 1; i <= MAX_QUEUED; i++) {
        client.says("2[\"slow\"," + i + "]");
      }
      assertThat(client.session().paused()).isFalse();

      client.says("2[\"slow\"," + (MAX_QUEUED + 1) + "]");
      assertThat(client.session().paused()).isTrue();
      gate.release(2);
      await().until(() -> handled.size() == 2);
      assertThat(client.session().paused()).isTrue();

      gate.release(MAX_QUEUED);
      await().until(() -> !client.session().paused());
      await().until(() -> handled.size() == MAX_QUEUED + 2);
      assertThat(handled).isSorted();
      assertThat(client.session().pauses()).isEqualTo(1);
    }
  }

  @Test
  void readsAgainWhenTheLastFullMailboxHasDrained() {
    try (var client = FakeClient.connected(server)) {
      client.connect("/custom");
      blocks(client, "");
      blocks(client, "/custom,");
      for (int i = 1; i <= MAX_QUEUED + 1; i++) {
        client.says("2[\"quick\"]");
        client.says("2/custom,[\"quick\"]");
      }
      assertThat(client.session().pauses()).isEqualTo(1);

      gate.release();
      await().until(() -> handled.size() == 1);
      assertThat(client.session().paused()).isTrue();
      gate.release();

      await().until(() -> !client.session().paused());
    }
  }

  @Test
  void servesAnotherClientAndAnotherNamespaceWhileAHandlerBlocks() {
    try (var blocked = FakeClient.connected(server);
        var other = FakeClient.connected(server)) {
      blocked.connect("/custom");
      blocks(blocked, "");

      other.says("21[\"quick\"]");
      blocked.says("2/custom,2[\"quick\"]");

      assertThat(other.hears()).isEqualTo("31[]");
      assertThat(blocked.hears()).isEqualTo("3/custom,2[]");
      gate.release();
    }
  }

  @Test
  void stopsReadingFromAClientWhoseWaitingEventsAreLarge() {
    try (var client = FakeClient.connected(server)) {
      blocks(client, "");
      var large = "2[\"quick\",\"" + "x".repeat(400_000) + "\"]";

      client.says(large);
      client.says(large);
      assertThat(client.session().paused()).isFalse();
      client.says(large);
      assertThat(client.session().paused()).isTrue();

      gate.release();
      await().until(() -> !client.session().paused());
    }
  }

  @Test
  void handlesNoEventOfAClientThatDoesNotReadUntilItDoes() {
    try (var client = FakeClient.connected(server)) {
      client.session().keepsUp(false);
      client.says("21[\"quick\"]");
      client.says("22[\"quick\"]");
      main.to().emit("told", "to all");
      assertThat(client.hears()).isEqualTo("2[\"told\",\"to all\"]");

      client.session().keepsUp(true);

      assertThat(client.hears()).isEqualTo("31[]");
      assertThat(client.hears()).isEqualTo("32[]");
    }
  }

  @Test
  void repliesWithWhatAHandlerSendsToItsOwnClientAndPushesTheRest() {
    main.on(
        "ask",
        (socket, args, ack) -> {
          socket.emit("answer");
          ack.send();
          main.to().except(socket.id()).emit("news");
        });
    try (var client = FakeClient.connected(server);
        var other = FakeClient.connected(server)) {
      int before = client.session().replies(); // one for its CONNECT
      client.says("21[\"ask\"]");
      assertThat(client.hears()).isEqualTo("2[\"answer\"]");
      assertThat(client.hears()).isEqualTo("31[]");
      assertThat(other.hears()).isEqualTo("2[\"news\"]");

      assertThat(client.session().replies()).isEqualTo(before + 2);
      assertThat(other.session().replies()).isEqualTo(before);
    }
  }

  private void blocks(FakeClient client, String namespace) {
    int before = gate.getQueueLength();
    client.says("2" + namespace + "[\"slow\",0]");
    await().until(() -> gate.getQueueLength() > before);
  }
}
