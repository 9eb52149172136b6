package dev.ticketchat.api.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.api.ChatServer;
import dev.ticketchat.testing.SilencingProxy;
import dev.ticketchat.testing.WireSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Clients whose network goes away without a word, both ways. With `-Dheartbeat=real` at the
/// heartbeat of the product, which takes a minute; else at one that is 25 times as fast.
class HalfOpenIT {
  private static final Duration INTERVAL = Duration.ofSeconds(25);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration GONE = Duration.ofSeconds(45);
  private static final Duration OFFLINE = Duration.ofSeconds(60);

  private static final int SCALE = "real".equals(System.getProperty("heartbeat")) ? 1 : 25;

  /// For a timer that is late, and for noticing.
  private static final Duration SLACK = Duration.ofSeconds(2);

  private static final int CLIENTS = 100;

  @TempDir Path folder;

  /// What becomes of them, also where the room goes on talking to them.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areGoneAfterAHeartbeatAndTheirUsersOffline(boolean busy) throws Exception {
    try (var server =
            ChatServer.beating(folder, INTERVAL.dividedBy(SCALE), TIMEOUT.dividedBy(SCALE));
        var proxy = new SilencingProxy(server.address())) {
      server.ticket("t", "c0");
      var watching = server.signIn("admin:watching");
      watching.ask("join_ticket", "{\"ticketId\":\"t\"}");
      var clients = new ArrayList<WireSocket>();
      for (int i = 0; i < CLIENTS; i++) {
        var client = new WireSocket(proxy.address()).signIn("admin:a" + i).join("t");
        clients.add(client);
        Thread.startVirtualThread(() -> answerPings(client));
      }
      assertThat(server.sessions()).isEqualTo(CLIENTS + 1);

      proxy.fallSilent();
      long begun = System.nanoTime();
      await()
          .atMost(GONE.dividedBy(SCALE).plus(SLACK))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> {
            if (busy) {
              watching.emit("send_message", "{\"ticketId\":\"t\",\"message\":\"anybody?\"}");
            }
            return server.sessions() == 1;
          });
      report("gone", begun);
      await()
          .atMost(OFFLINE.dividedBy(SCALE).plus(SLACK).minusNanos(System.nanoTime() - begun))
          .until(() -> watching.all("user_left_ticket").size() == CLIENTS);
      report("offline", begun);

      assertThat(online(server)).containsExactly("watching");
      clients.forEach(WireSocket::close);
    }
  }

  /// One that asked for much, and then neither reads nor says anything.
  @Test
  void areGoneInTheMiddleOfALargeAnswerToo() throws IOException {
    try (var server =
        ChatServer.beating(folder, INTERVAL.dividedBy(SCALE), TIMEOUT.dividedBy(SCALE))) {
      server.ticket("t", "c0");
      server.fill("t", "c0", 100, "\u20ac".repeat(10_000));
      try (var client = new WireSocket(server.address(), 16 * 1024).signIn("client:c0")) {
        for (int i = 0; i < 200; i++) {
          client.send("42[\"get_messages\",{\"ticketId\":\"t\",\"limit\":100}]");
        }

        await().atMost(GONE.dividedBy(SCALE).plus(SLACK)).until(() -> server.sessions() == 0);
      }
    }
  }

  private static void answerPings(WireSocket client) {
    try {
      client.await("nothing that comes");
    } catch (UncheckedIOException _) {
      // the test is over
    }
  }

  private static List<String> online(ChatServer server) {
    var user = server.signIn("admin:asks");
    return user.ask("get_online_users", "{\"ticketId\":\"t\"}").path("users").values().stream()
        .map(each -> each.path("userId"))
        .map(JsonNode::stringValue)
        .toList();
  }

  private static void report(String what, long since) {
    System.out.printf(
        "half-open: %d clients %s after %d ms of %d%n",
        CLIENTS,
        what,
        Duration.ofNanos(System.nanoTime() - since).toMillis(),
        GONE.dividedBy(SCALE).toMillis());
  }
}
