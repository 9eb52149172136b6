package dev.ticketchat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.app.RunningServer;
import dev.ticketchat.faults.client.ChatClient;
import dev.ticketchat.faults.client.ChatClients;
import dev.ticketchat.faults.client.ClientPlan;
import dev.ticketchat.faults.client.ClientPlan.SignIn;
import dev.ticketchat.faults.ledger.Checker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Connections that are cut under load.
final class ManyClientsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CLIENTS = 100;
  private static final List<String> TICKETS =
      IntStream.range(0, CLIENTS / 10).mapToObj(i -> "T-" + i).toList();

  private final RunningServer server = RunningServer.start();
  private final InetSocketAddress address =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  private final Desk desk = new Desk(address, () -> server.superAdminToken("desk"));
  private final ChatClients clients = new ChatClients(1);

  @AfterEach
  void close() {
    clients.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void loseAndDoubleNothingWhenAllConnectionsAreCut(SignIn signIn) throws Exception {
    desk.open(TICKETS, "u1");
    clients.enter(CLIENTS, TICKETS, (user, tickets) -> plan(user, tickets, signIn));
    try (var talk = new Talk(Duration.ofMillis(300))) {
      talk.begin(clients.all(), TICKETS);
      await().atMost(PATIENCE).until(() -> talk.acknowledged() >= 300);

      clients.all().forEach(ChatClient::cut);
      await().atMost(PATIENCE).until(() -> talk.acknowledged() >= 900);

      talk.stop();
      await().atMost(PATIENCE).until(() -> talk.open() == 0);
    }
    clients.close();
    var verdict = Checker.check(clients.ledgers(), desk.history(TICKETS));
    assertThat(verdict.clean()).as(verdict::toString).isTrue();
    assertThat(verdict.figures().connections()).isGreaterThanOrEqualTo(2 * CLIENTS);
    assertThat(verdict.figures().deliveries()).isGreaterThan(5_000);
  }

  private ClientPlan plan(String user, List<String> tickets, SignIn signIn) {
    var plan = ClientPlan.of(address, user, () -> server.superAdminToken(user), tickets);
    return signIn == SignIn.BY_EVENT ? plan.signingInByEvent() : plan;
  }
}
