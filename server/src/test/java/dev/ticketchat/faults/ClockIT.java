package dev.ticketchat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.app.RunningServer;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.faults.client.ChatClient;
import dev.ticketchat.faults.client.ChatClients;
import dev.ticketchat.faults.client.ClientPlan;
import dev.ticketchat.faults.ledger.Checker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server's clock jumps by an hour, forward and back, under load.
final class ClockIT {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration NINE_HOURS = Duration.ofHours(9);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CLIENTS = 50;
  private static final List<String> TICKETS =
      IntStream.range(0, CLIENTS / 10).mapToObj(i -> "T-" + i).toList();

  private final Jumping clock = new Jumping();
  private final RunningServer server = RunningServer.start(config -> config, clock);
  private final InetSocketAddress address =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  private final String deskToken = tokenOf("desk", NINE_HOURS);
  private final Desk desk = new Desk(address, () -> deskToken);
  private final ChatClients clients = new ChatClients(1);
  private final JsonMapper json = new JsonMapper();

  @AfterEach
  void close() {
    clients.close();
    server.close();
  }

  @Test
  void keepsTheOrderAndTimesThatNeverDecrease() throws Exception {
    desk.open(TICKETS, "u0");
    clients.enter(CLIENTS, TICKETS, (user, tickets) -> plan(user, NINE_HOURS, tickets));
    try (var talk = new Talk(Duration.ofMillis(100))) {
      talk.begin(clients.all(), TICKETS);
      for (var ahead : List.of(HOUR, Duration.ZERO, HOUR.negated(), Duration.ZERO)) {
        awaitMore(talk);
        clock.ahead = ahead;
      }
      for (var i = 0; i < 50; i++) {
        clock.ahead = i % 2 == 0 ? HOUR : HOUR.negated();
        var before = talk.acknowledged();
        await().pollInterval(Duration.ofMillis(5)).until(() -> talk.acknowledged() > before);
      }
      talk.stop();
      await().atMost(PATIENCE).until(() -> talk.open() == 0);
    }

    var verdict = Checker.check(clients.ledgers(), desk.history(TICKETS));
    assertThat(verdict.clean()).as(verdict::toString).isTrue();
    assertThat(verdict.figures().connections()).as("nobody had to come back").isEqualTo(CLIENTS);
    for (var ticket : TICKETS) {
      var messages = desk.messages(ticket);
      assertThat(messages).extracting(m -> Instant.parse(text(m, "createdAt"))).isSorted();
      assertThat(messages).extracting(m -> text(m, "_id")).isSorted();
    }
  }

  @Test
  void keepsTokensWithinTheirRules() throws Exception {
    desk.open(TICKETS, "u0");
    var plan = plan("u1", Duration.ofMinutes(30), List.of("T-0"));
    var errors = new CopyOnWriteArrayList<String>();
    var signedIn = clients.client(plan);
    signedIn.listen((event, payload) -> {
      if (event.equals("authentication_error")) {
        errors.add(text(payload, "code"));
      }
    });
    signedIn.connect().get(10, TimeUnit.SECONDS);

    clock.ahead = HOUR;
    var late = signedIn.load("T-0").get(10, TimeUnit.SECONDS);

    assertThat(late.code()).isEqualTo("TOKEN_EXPIRED");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(errors).containsExactly("TOKEN_EXPIRED"));

    clock.ahead = HOUR.negated();
    var again = json.createObjectNode().put("token", plan.token().get());

    assertThat(signedIn.request("authenticate", again).get(10, TimeUnit.SECONDS).ok()).isTrue();
    assertThat(signedIn.load("T-0").get(10, TimeUnit.SECONDS).ok()).isTrue();
    assertThat(errors).hasSize(1);
  }

  @Test
  void knowsRetriesThroughJumpsAndForgetsCountersInTime() throws Exception {
    desk.open(TICKETS, "u0");
    var client = clients.client(plan("u1", NINE_HOURS, List.of("T-0")));
    client.connect().get(10, TimeUnit.SECONDS);
    var first = seqOfKeyed(client);
    var counted = seqOfCounted(client);

    clock.ahead = HOUR;
    assertThat(seqOfKeyed(client)).isEqualTo(first);
    var countedLater = seqOfCounted(client);
    assertThat(countedLater).as("more than two minutes later").isGreaterThan(counted);

    clock.ahead = HOUR.negated();
    assertThat(seqOfKeyed(client)).isEqualTo(first);
    assertThat(seqOfCounted(client)).as("the latest, told again").isEqualTo(countedLater);
  }

  private ClientPlan plan(String user, Duration lifetime, List<String> tickets) {
    var token = tokenOf(user, lifetime);
    return ClientPlan.of(address, user, () -> token, tickets);
  }

  private String tokenOf(String user, Duration lifetime) {
    var who = new Principal(new UserId(user), user, "", Role.SUPER_ADMIN, Optional.empty());
    return server.token(who, lifetime);
  }

  private static long seqOfKeyed(ChatClient client) throws Exception {
    return seq(client.send("T-0", "under its own key").get(10, TimeUnit.SECONDS).body());
  }

  private static long seqOfCounted(ChatClient client) throws Exception {
    var payload = client.ticket("T-0").put("message", "under a counter").put("id", 1);
    return seq(client.request("send_message", payload).get(10, TimeUnit.SECONDS).body());
  }

  private static long seq(JsonNode acknowledgement) {
    return acknowledgement.path("message").path("seq").asLong();
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asString();
  }

  private static void awaitMore(Talk talk) {
    var enough = talk.acknowledged() + 200;
    await().atMost(PATIENCE).until(() -> talk.acknowledged() >= enough);
  }

  private static final class Jumping implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }
  }
}
