package dev.ticketchat.engine.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What may go wrong while a session moves from polling to a WebSocket.
@ParameterizedClass
@ValueSource(ints = {1, 4})
final class UpgradeIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final EngineServer server;

  UpgradeIT(int loops) {
    var calm = EngineServer.calm();
    var config =
        new EngineConfig(
            calm.path(),
            calm.pingInterval(),
            calm.pingTimeout(),
            Duration.ofMillis(700),
            calm.maxPayload(),
            calm.maxUnsentBytes(),
            calm.cors());
    server = new EngineServer(config, loops, _ -> true);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void endsEveryPollWhileItWaitsForTheUpgrade() {
    var client = server.polling();

    try (var webSocket = client.beginUpgrade().sendText("2probe")) {
      assertThat(webSocket.nextText()).isEqualTo("3probe");

      assertThat(client.poll().body()).isEqualTo("6");
      assertThat(client.poll().body()).isEqualTo("6");
    }
  }

  @Test
  void goesOnByPollingUntilTheUpgradeIsConfirmed() {
    var client = server.polling();

    try (var webSocket = client.beginUpgrade().sendText("2probe")) {
      assertThat(webSocket.nextText()).isEqualTo("3probe");

      assertThat(client.post("4hello").body()).isEqualTo("ok");
      assertThat(client.poll().body()).isEqualTo("4hello");
    }
  }

  @Test
  void sendsOverTheWebSocketWhatWasQueuedForPolling() {
    var client = server.polling();
    client.post("4one\u001e4two");

    try (var webSocket = client.upgrade().sendText("4three")) {
      assertThat(webSocket.nextText()).isEqualTo("4one");
      assertThat(webSocket.nextText()).isEqualTo("4two");
      assertThat(webSocket.nextText()).isEqualTo("4three");
    }
  }

  @Test
  void endsAWaitingPollWithTheUpgrade() {
    var client = server.polling();

    try (var poll = client.beginPoll()) {
      server.awaitPoll();
      try (var _ = client.upgrade()) {
        assertThat(poll.response().body()).isEqualTo("6");
      }
    }
  }

  @Test
  void closesOnlyTheWebSocketWhenTheUpgradeTakesTooLong() {
    var client = server.polling();

    try (var webSocket = client.beginUpgrade().sendText("2probe")) {
      assertThat(webSocket.connection().isClosedWithin(SOON)).isTrue();
    }
    assertStillPolling(client);
  }

  @Test
  void closesOnlyTheWebSocketWhenAnotherPacketThanAProbeComes() {
    var client = server.polling();

    try (var webSocket = client.beginUpgrade().sendText("4hello")) {
      assertThat(webSocket.connection().isClosedWithin(SOON)).isTrue();
    }
    assertThat(server.messages).isEmpty();
    assertStillPolling(client);
  }

  @Test
  void doesNotUpgradeWithoutAProbe() {
    var client = server.polling();

    try (var webSocket = client.beginUpgrade().sendText("5")) {
      assertThat(webSocket.connection().isClosedWithin(SOON)).isTrue();
    }
    assertStillPolling(client);
  }

  @Test
  void goesOnByPollingWhenTheWebSocketIsGivenUp() {
    var client = server.polling();
    client.beginUpgrade().sendText("2probe").close();

    assertStillPolling(client);
    try (var again = client.upgradeWhenPossible()) {
      assertThat(again.sendText("4again").nextText()).isEqualTo("4again");
    }
  }

  @Test
  void probesOneWebSocketAtATime() {
    var client = server.polling();

    try (var first = client.beginUpgrade().sendText("2probe")) {
      assertThat(first.nextText()).isEqualTo("3probe");
      try (var second = client.beginUpgrade()) {
        assertThat(second.connection().isClosedWithin(SOON)).isTrue();
      }
      assertThat(first.sendText("5").sendText("4hello").nextText()).isEqualTo("4hello");
    }
  }

  @Test
  void closesTheProbingWebSocketWithTheSession() {
    var client = server.polling();

    try (var webSocket = client.beginUpgrade().sendText("2probe")) {
      assertThat(webSocket.nextText()).isEqualTo("3probe");
      client.post("1");

      assertThat(webSocket.connection().isClosedWithin(SOON)).isTrue();
    }
    await().until(() -> server.closes.contains(CloseReason.TRANSPORT_CLOSE));
  }

  private static void assertStillPolling(PollingClient client) {
    assertThat(client.post("4still").body()).isEqualTo("ok");
    var answer = client.poll().body();
    assertThat(answer.equals("6") ? client.poll().body() : answer).isEqualTo("4still");
  }
}
