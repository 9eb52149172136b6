package dev.ticketchat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.app.RunningServer;
import dev.ticketchat.faults.client.ChatClients;
import dev.ticketchat.faults.client.ClientPlan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a load balancer sees while a server ends.
final class ReadinessIT {
  private final Phaser gate = new Phaser(1);
  private volatile boolean held;

  @Test
  void isOffAndNoSessionBeginsWhileWhatIsUnderWayIsAnswered() throws Exception {
    var server = RunningServer.start(config -> config, this::instant);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    var desk = new Desk(address, () -> server.superAdminToken("desk"));
    desk.open(List.of("T-1"), "clara");
    try (var clients = new ChatClients(1)) {
      var plan = ClientPlan.of(address, "clara", () -> server.clientToken("clara"), List.of("T-1"));
      var clara = clients.client(plan).connect().get(10, TimeUnit.SECONDS);
      assertThat(desk.get("/readyz").statusCode()).isEqualTo(200);

      held = true;
      var answer = clara.send("T-1", "under way");
      await().until(() -> gate.getRegisteredParties() > 1);
      var closing = Thread.ofVirtual().start(server::close);
      await().until(() -> desk.get("/readyz").statusCode() == 503);
      var handshake = desk.get("/socket.io/?EIO=4&transport=polling").statusCode();
      held = false;
      gate.arriveAndDeregister();

      assertThat(handshake).isEqualTo(503);
      assertThat(answer.get(10, TimeUnit.SECONDS).ok()).isTrue();
      closing.join();
      await().until(() -> !clara.ready());
    }
  }

  /// While it is held, whoever is about to store a message waits here to learn the time.
  private Instant instant() {
    if (held && Thread.currentThread().getName().equals("committer")) {
      gate.register();
      gate.arriveAndAwaitAdvance();
    }
    return Instant.now();
  }
}
