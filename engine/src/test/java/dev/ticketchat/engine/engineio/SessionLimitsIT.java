package dev.ticketchat.engine.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How many sessions there may be, and what one more is told.
final class SessionLimitsIT {
  private static final int MOST = 3;
  private static final long MUCH = 1 << 30;
  private static final int PAGE = 5_000_000;

  @Test
  void refusesOneMoreSessionOfAnAddressInWordsBeforeThereIsOne() {
    try (var server = new EngineServer(limitedTo(new SessionLimits(MOST, 100, MUCH)))) {
      var inside = new ArrayList<WebSocketClient>();
      for (int i = 0; i < MOST; i++) {
        inside.add(server.webSocket());
      }

      try (var extra =
          new WebSocketClient(server.address(), EngineServer.PATH + "?EIO=4&transport=websocket")) {
        assertThat(extra.handshake().status()).isEqualTo(429);
        assertThat(extra.handshake().body()).isEqualTo("Too many connections from this address");
      }
      var polling = PollingClient.handshake(server.address(), EngineServer.PATH);
      assertThat(polling.status()).isEqualTo(429);
      assertThat(polling.body())
          .isEqualTo("{\"code\":6,\"message\":\"Too many connections from this address\"}");
      assertThat(server.sessions).hasSize(MOST);

      inside.removeFirst().close();
      await().until(() -> server.sessionCount() == MOST - 1);
      server.polling();
      inside.forEach(WebSocketClient::close);
    }
  }

  @Test
  void opensNoMoreSessionsThanItHasRoomForWhoeverAsks() {
    try (var server = new EngineServer(limitedTo(new SessionLimits(100, MOST, MUCH)))) {
      for (int i = 0; i < MOST; i++) {
        server.polling();
      }

      var extra = PollingClient.handshake(server.address(), EngineServer.PATH);

      assertThat(extra.status()).isEqualTo(503);
    }
  }

  @Test
  void holdsNoMoreThanItsBoundOfSessionsThatAreOpenedAndAbandoned() {
    try (var server = new EngineServer(limitedTo(new SessionLimits(50, 100, MUCH)))) {
      int refused = 0;
      for (int i = 0; i < 2_000; i++) {
        var handshake = PollingClient.handshake(server.address(), EngineServer.PATH);
        refused += handshake.status() == 429 ? 1 : 0;
      }

      assertThat(refused).isEqualTo(1_950);
      assertThat(server.sessionCount()).isEqualTo(50);
    }
  }

  @Test
  void closesWhoLeavesMostUnreadWhenAllTogetherLeaveTooMuch() {
    try (var server = new EngineServer(limitedTo(new SessionLimits(100, 100, 4L * PAGE)))) {
      var clients = IntStream.range(0, 4).mapToObj(_ -> server.slowWebSocket()).toList();
      await().until(() -> server.sessions.size() == clients.size());
      var sessions = List.copyOf(server.sessions);
      sessions.forEach(session -> session.reply(Encoded.of(Message.binary(new byte[PAGE / 2]))));
      sessions.get(0).reply(Encoded.of(Message.binary(new byte[PAGE])));
      sessions.get(1).reply(Encoded.of(Message.binary(new byte[PAGE * 9 / 10])));
      assertThat(server.closes).isEmpty();

      sessions.get(2).reply(Encoded.of(Message.binary(new byte[PAGE / 4])));
      await().until(() -> !server.closes.isEmpty());

      assertThat(server.closes).containsExactly(CloseReason.SLOW_CONSUMER);
      assertThat(server.sessionCount()).isEqualTo(clients.size() - 1);
      await().until(() -> ((EngineSession) sessions.get(0)).unsentReplies() == 0);
      sessions.get(3).reply(Encoded.of(Message.binary(new byte[PAGE]))); // there is room again
      assertThat(server.closes).hasSize(1);
      clients.forEach(WebSocketClient::close);
      await()
          .until(() -> sessions.stream().allMatch(s -> ((EngineSession) s).unsentReplies() == 0));
    }
  }

  @Test
  void countsNoRepliesOfAPollingSessionThatIsOver() {
    try (var server = new EngineServer(limitedTo(new SessionLimits(100, 100, MUCH)))) {
      var client = server.polling();
      var session = (EngineSession) server.session();
      session.reply(Encoded.of(Message.binary(new byte[PAGE])));
      client.poll();
      session.reply(Encoded.of(Message.binary(new byte[PAGE])));
      assertThat(session.unsentReplies()).isGreaterThan(2 * PAGE);

      session.close(CloseReason.SLOW_CONSUMER);

      await().until(() -> session.unsentReplies() == 0);
    }
  }

  private static EngineConfig limitedTo(SessionLimits limits) {
    var calm = EngineServer.calm();
    return new EngineConfig(
        calm.path(),
        calm.pingInterval(),
        calm.pingTimeout(),
        calm.upgradeTimeout(),
        calm.maxPayload(),
        calm.maxUnsentBytes(),
        limits,
        calm.cors());
  }
}
