package dev.ticketchat.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.api.RawClient;
import dev.ticketchat.app.RunningServer;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Turning a user out, against the whole server. Its clock is the test's, and stands still.
class RevocationIT {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.700Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final List<RawClient> clients = new ArrayList<>();
  private RunningServer server;
  private Http http;

  @BeforeEach
  void start() {
    server = RunningServer.start(config -> config, now::get);
    http = Http.to(server.url());
  }

  @AfterEach
  void stop() {
    clients.forEach(RawClient::close);
    http.close();
    server.close();
  }

  @Test
  void endsTheUsersSocketsAndNoOthers() {
    ticket("t", "u1");
    var admin = joined(server.superAdminToken("a1"));
    var first = joined(server.clientToken("u1"));
    var second = joined(server.clientToken("u1"));
    var began = System.nanoTime();

    var answer = revoke("u1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("{\"userId\":\"u1\",\"revokedAt\":\"2026-03-01T12:00:00.000Z\"}");
    for (var client : List.of(first, second)) {
      client.awaitClosed();
      var error = client.first("authentication_error");
      assertThat(error.path("code").stringValue()).isEqualTo("UNAUTHENTICATED");
      assertThat(error.path("message").stringValue()).isEqualTo("Invalid token");
      assertThat(client.all("authentication_error")).hasSize(1);
      assertThat(client.wasSentAway()).isFalse();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    admin.first("user_left_ticket");
    assertThat(admin.ask("ping").path("ok").booleanValue()).isTrue();
    assertThat(admin.isClosed()).isFalse();
  }

  @Test
  void refusesEveryTokenIssuedUntilThenAtEveryDoor() {
    var before = server.clientToken("u1");
    var sameSecond = tokenOf("u1", NOON.plusMillis(200));
    var nextSecond = tokenOf("u1", NOON.plusMillis(300));
    var anothers = server.clientToken("u2");

    revoke("u1");

    now.set(NOON.plusSeconds(1));
    assertRefusedAtEveryDoor(before);
    assertRefusedAtEveryDoor(sameSecond);
    assertLetIn(nextSecond);
    assertLetIn(anothers);
  }

  @Test
  void refusesThemAfterARestart() {
    var before = server.clientToken("u1");
    revoke("u1");

    server.restart();

    assertRefusedAtEveryDoor(before);
    assertLetIn(tokenOf("u1", NOON.plusSeconds(1)));
  }

  @Test
  void endsSocketsWithLaterTokensWhenItIsAskedForAgain() {
    revoke("u1");
    now.set(NOON.plusSeconds(10));
    var later = server.clientToken("u1");
    var socket = joinedTo(later);

    var again = revoke("u1");

    assertThat(again.json().path("revokedAt").stringValue()).isEqualTo("2026-03-01T12:00:10.000Z");
    socket.awaitClosed();
    assertRefusedAtEveryDoor(later);
  }

  @Test
  void refusesNoLessWhenTheClockGoesBack() {
    revoke("u1");
    now.set(NOON.minusSeconds(3_600));

    var again = revoke("u1");

    assertThat(again.json().path("revokedAt").stringValue()).isEqualTo("2026-03-01T12:00:00.000Z");
    assertRefusedAtEveryDoor(server.clientToken("u1"));
  }

  @Test
  void endsASocketWhoseTokenHasExpired() {
    var client = connect();
    client.ask("authenticate", auth(token("u1", Duration.ofSeconds(1))));
    now.set(NOON.plusSeconds(7));
    client.ask("get_messages", "{\"ticketId\":\"t\"}");
    assertThat(client.first("authentication_error").path("code").stringValue())
        .isEqualTo("TOKEN_EXPIRED");

    revoke("u1");

    client.awaitClosed();
  }

  @Test
  void aSuperAdminMayBeRevokedToo() {
    var admin = server.superAdminToken("a1");

    assertThat(http.post("/api/users/a1/revoke", admin).status()).isEqualTo(200);

    assertRefusedAtEveryDoor(admin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "a b",
        "auth0|5f7c",
        "https://issuer.example/u/7",
        "../..",
        "%2e",
        "\u00fc\uD83D\uDE00"
      })
  void takesWhateverUsersAreCalled(String id) {
    var token = server.clientToken(id);

    var answer = revoke(id);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("userId").stringValue()).isEqualTo(id);
    assertRefusedAtEveryDoor(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "129"})
  void refusesWhatNoUserIsCalled(String id) {
    var answer = revoke(id.equals("129") ? "x".repeat(129) : id);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").path("message").stringValue())
        .isEqualTo("User ID must be 1 to 128 characters");
  }

  @Test
  void isForSuperAdminsAlone() {
    for (var user : List.of("u1", "u2", "nobody")) {
      var answer = http.post("/api/users/" + user + "/revoke", server.clientToken("u1"));

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body())
          .isEqualTo(
              "{\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"Only super admins can revoke users\"}}");
    }
    assertLetIn(server.clientToken("u1"));
  }

  private void assertRefusedAtEveryDoor(String token) {
    var asked = connect().ask("authenticate", auth(token));
    assertThat(asked.path("error").path("code").stringValue()).isEqualTo("UNAUTHENTICATED");
    assertThat(asked.path("error").path("message").stringValue()).isEqualTo("Invalid token");

    var answer = open(token).answer();
    assertThat(answer.name()).isEqualTo("connect_error");
    assertThat(answer.payload().path("message").stringValue()).isEqualTo("Invalid token");

    var response = http.get("/api/tickets", token);
    assertThat(response.status()).isEqualTo(401);
    assertThat(response.json().path("error").path("message").stringValue())
        .isEqualTo("Invalid token");
  }

  private void assertLetIn(String token) {
    assertThat(connect().ask("authenticate", auth(token)).path("ok").booleanValue()).isTrue();
    assertThat(open(token).answer().name()).isEqualTo("connect");
    assertThat(http.get("/api/tickets", token).status()).isEqualTo(200);
  }

  private Http.Answer revoke(String user) {
    var id = URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
    return http.post("/api/users/" + id + "/revoke", tokenOfAdmin());
  }

  private String tokenOfAdmin() {
    return server.superAdminToken("turning-out");
  }

  private void ticket(String id, String client) {
    var body = "{\"clientId\":\"" + client + "\",\"title\":\"T\"}";
    http.send("PUT", "/api/tickets/" + id, "Bearer " + tokenOfAdmin(), body);
  }

  private RawClient joined(String token) {
    var client = joinedTo(token);
    client.ask("join_ticket", "{\"ticketId\":\"t\"}");
    return client;
  }

  private RawClient joinedTo(String token) {
    var client = connect();
    client.ask("authenticate", auth(token));
    return client;
  }

  private RawClient connect() {
    return kept(RawClient.connect(server.url()));
  }

  private RawClient open(String token) {
    return kept(RawClient.open(server.url(), auth(token)));
  }

  private RawClient kept(RawClient client) {
    clients.add(client);
    return client;
  }

  private static String auth(String token) {
    return "{\"token\":\"" + token + "\"}";
  }

  /// A token of that client that was issued then.
  private String tokenOf(String id, Instant issued) {
    var before = now.getAndSet(issued);
    try {
      return token(id, Duration.ofHours(1));
    } finally {
      now.set(before);
    }
  }

  private String token(String id, Duration lifetime) {
    return server.token(
        new Principal(new UserId(id), id, id + "@example.com", Role.CLIENT, Optional.empty()),
        lifetime);
  }
}
