package dev.ticketchat.engine.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// How many sessions there may be, and what one more is told.
final class SessionLimitsIT {
  private static final int MOST = 3;

  @Test
  void refusesOneMoreSessionOfAnAddressInWordsBeforeThereIsOne() {
    try (var server = new EngineServer(limitedTo(new SessionLimits(MOST, 100)))) {
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
    try (var server = new EngineServer(limitedTo(new SessionLimits(100, MOST)))) {
      for (int i = 0; i < MOST; i++) {
        server.polling();
      }

      var extra = PollingClient.handshake(server.address(), EngineServer.PATH);

      assertThat(extra.status()).isEqualTo(503);
    }
  }

  @Test
  void holdsNoMoreThanItsBoundOfSessionsThatAreOpenedAndAbandoned() {
    try (var server = new EngineServer(limitedTo(new SessionLimits(50, 100)))) {
      int refused = 0;
      for (int i = 0; i < 2_000; i++) {
        var handshake = PollingClient.handshake(server.address(), EngineServer.PATH);
        refused += handshake.status() == 429 ? 1 : 0;
      }

      assertThat(refused).isEqualTo(1_950);
      assertThat(server.sessionCount()).isEqualTo(50);
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
