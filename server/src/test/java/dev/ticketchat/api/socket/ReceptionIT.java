package dev.ticketchat.api.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.api.ChatServer;
import dev.ticketchat.api.RawClient;
import dev.ticketchat.chat.limits.Limit;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Signing in at a socket: what waits for it, what becomes of it, and when it ends.
class ReceptionIT {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path folder;
  private Optional<ChatServer> started = Optional.empty();

  @AfterEach
  void stop() {
    started.ifPresent(ChatServer::close);
  }

  @Test
  void answersWithTheUser() throws IOException {
    var client = server(patient()).connect();

    var acknowledged = authenticate(client, "client:c1");

    var user = client.first("authenticated").path("user");
    assertThat(user.path("id").stringValue()).isEqualTo("c1");
    assertThat(user.path("type").stringValue()).isEqualTo("client");
    assertThat(acknowledged.path("ok").booleanValue()).isTrue();
    assertThat(acknowledged.path("user")).isEqualTo(user);
  }

  @Test
  void aGoodTokenInTheConnectSignsIn() throws IOException {
    var client = server(patient()).open("{\"token\":\"client:c1\"}");

    assertThat(client.answer().name()).isEqualTo("connect");
    client.emit("get_messages", "{\"ticketId\":\"t\"}");

    client.first("messages_error");
    assertThat(client.events())
        .extracting(RawClient.Event::name)
        .containsExactly("authenticated", "messages_error");
    assertCode(client.first("messages_error"), "FORBIDDEN");
  }

  @Test
  void aBadTokenInTheConnectFailsIt() throws IOException {
    var server = server(patient());

    assertRefused(server.open("{\"token\":\"bad\"}"), "UNAUTHENTICATED", "Invalid token");
    assertRefused(server.open("{\"token\":\"expired\"}"), "TOKEN_EXPIRED", "Token expired");
    assertRefused(server.open("{\"token\":7}"), "UNAUTHENTICATED", "No token provided");
    assertRefused(
        server.open("{\"token\":\"bug\"}"),
        "INTERNAL",
        "Something went wrong on our side. Please try again.");
  }

  @Test
  void aConnectWithoutATokenIsAnonymous() throws IOException {
    var client = server(patient()).open("{\"token\":null}");

    assertThat(client.answer().name()).isEqualTo("connect");
    assertThat(authenticate(client, "client:c1").path("ok").booleanValue()).isTrue();
  }

  @Test
  void aBugIsToldWithoutDetails() throws IOException {
    var client = server(patient()).connect();

    authenticate(client, "bug");

    var error = client.first("authentication_error");
    assertCode(error, "INTERNAL");
    assertThat(error.path("message").stringValue()).doesNotContain("test made");
    assertThat(authenticate(client, "client:c1").path("ok").booleanValue()).isTrue();
  }

  @Test
  void eventsThatCameFirstRunInOrderAfterTheSignIn() throws IOException {
    var server = server(patient());
    server.ticket("t", "c1");
    var client = server.connect();

    client.emit("join_ticket", "{\"ticketId\":\"t\"}");
    client.emit("send_message", "{\"ticketId\":\"t\",\"message\":\"one\"}");
    client.emit("send_message", "{\"ticketId\":\"t\",\"message\":\"two\"}");
    client.emit("authenticate", "{\"token\":\"client:c1\"}");
    client.emit("get_messages", "{\"ticketId\":\"t\"}");

    client.first("messages_loaded");
    assertThat(client.events())
        .extracting(RawClient.Event::name)
        .containsExactly(
            "authenticated",
            "joined_ticket",
            "online_users",
            "new_message",
            "new_message",
            "messages_loaded");
    assertThat(client.all("new_message"))
        .extracting(event -> event.path("data").path("message").stringValue())
        .containsExactly("one", "two");
  }

  @Test
  void eventsWaitAsLongAsACheckIsUnderWay() throws IOException {
    var server = server(new Policy().parking(SHORT).get());
    var client = server.connect();

    var asked = ask(client, "get_messages");
    client.emit("authenticate", "{\"token\":\"slow:client:c1\"}");
    await().during(SHORT.multipliedBy(2)).atMost(LONG).until(() -> client.events().isEmpty());
    server.tokens.letOneThrough();

    assertCode(asked.join().path("error"), "FORBIDDEN");
    assertThat(client.events())
        .extracting(RawClient.Event::name)
        .containsExactly("authenticated", "messages_error");
  }

  @Test
  void eventsAreRefusedWhenNobodySignsIn() throws IOException {
    var client = server(new Policy().parking(SHORT).get()).connect();

    var replies =
        List.of("join_ticket", "typing_start", "get_messages").stream()
            .map(event -> ask(client, event))
            .toList();

    for (var reply : replies) {
      assertNotAuthenticated(reply.join().path("error"));
    }
    assertThat(client.events())
        .extracting(RawClient.Event::name)
        .containsExactly("join_ticket_error", "messages_error");
  }

  @Test
  void eventsAreRefusedAtOnceWhenTheSignInFails() throws IOException {
    var client = server(patient()).connect();

    var asked = ask(client, "send_message");
    client.emit("authenticate", "{\"token\":\"bad\"}");

    assertNotAuthenticated(asked.join().path("error"));
    assertThat(client.events())
        .extracting(RawClient.Event::name)
        .containsExactly("authentication_error", "send_message_error");
  }

  @Test
  void noMoreEventsWaitThanThereIsRoomFor() throws IOException {
    var client = server(new Policy().parking(LONG).get()).connect();

    var replies = IntStream.range(0, 34).mapToObj(_ -> ask(client, "get_messages")).toList();

    assertNotAuthenticated(replies.get(32).join().path("error"));
    assertNotAuthenticated(replies.get(33).join().path("error"));
    assertThat(replies.subList(0, 32)).noneMatch(CompletableFuture::isDone);
    authenticate(client, "client:c1");
    for (var reply : replies.subList(0, 32)) {
      assertCode(reply.join().path("error"), "FORBIDDEN");
    }
  }

  @Test
  void oneLargeEventMayWaitAndNoSecond() throws IOException {
    var client = server(new Policy().parking(LONG).get()).connect();
    var large = "{\"ticketId\":\"t\",\"message\":\"" + "x".repeat(70_000) + "\"}";

    var first = client.later("send_message", large);
    var second = client.ask("send_message", large);
    authenticate(client, "client:c1");

    assertNotAuthenticated(second.path("error"));
    assertThat(first.join().path("error").path("code").stringValue())
        .isNotEqualTo("UNAUTHENTICATED");
  }

  @Test
  void allWaitingEventsShareABudgetThatComesBack() throws IOException {
    var server = server(new Policy().parking(LONG).budget(50_000).get());
    var greedy = server.connect();
    var late = server.connect();
    var big = "{\"ticketId\":\"t\",\"message\":\"" + "x".repeat(30_000) + "\"}";

    var waiting = greedy.later("send_message", big);
    assertThat(greedy.ask("ping").path("ok").booleanValue()).isTrue();
    assertCode(late.ask("send_message", big).path("error"), "UNAVAILABLE");
    authenticate(greedy, "client:c1");
    waiting.join();

    var again = late.later("send_message", big);
    authenticate(late, "client:c2");
    assertThat(again.join().path("error").path("code").stringValue())
        .isNotIn("UNAVAILABLE", "UNAUTHENTICATED");
  }

  @Test
  void whoNeverSignsInIsClosed() throws IOException {
    var client = server(new Policy().signIn(SHORT).get()).connect();

    client.awaitClosed();
  }

  @Test
  void anExpiredTokenStopsDeliveryAndRefusesUntilTheNextSignIn() throws IOException {
    var server = server(patient());
    server.ticket("t", "c1");
    var admin = joined(server.signIn("admin:a1"), "t");
    var client = joined(server.signIn("client:c1:2000"), "t");

    var error = client.first("authentication_error");
    assertCode(error, "TOKEN_EXPIRED");
    assertThat(error.path("message").stringValue()).isEqualTo("Token expired");
    admin.first("user_left_ticket");
    say(admin, "t", "unseen");
    assertCode(ask(client, "get_messages").join().path("error"), "TOKEN_EXPIRED");
    assertThat(client.all("new_message")).isEmpty();

    authenticate(client, "client:c1");
    say(admin, "t", "seen");
    var told = client.first("new_message").path("data");
    assertThat(told.path("message").stringValue()).isEqualTo("seen");
    assertThat(client.all("online_users").getLast().path("users").size()).isEqualTo(2);
  }

  @Test
  void writesEndWithTheToken() throws IOException {
    var server = server(patient());
    server.ticket("t", "c1");
    var admin = server.signIn("admin:a1");
    var began = System.nanoTime();
    var client = server.signIn("client:c1:1500");
    var send = "{\"ticketId\":\"t\",\"message\":\"m\"}";

    var stored = 0;
    var answer = client.ask("send_message", send);
    while (answer.path("ok").booleanValue()) {
      stored++;
      answer = client.ask("send_message", send);
    }
    var lasted = Duration.ofNanos(System.nanoTime() - began);

    assertCode(answer.path("error"), "TOKEN_EXPIRED");
    assertThat(lasted).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(2_500));
    for (var event : List.of("send_message", "join_ticket", "upload_start", "typing_start")) {
      assertCode(client.ask(event, send).path("error"), "TOKEN_EXPIRED");
    }
    assertThat(admin.ask("get_messages", "{\"ticketId\":\"t\"}").path("total").intValue())
        .isEqualTo(stored)
        .isPositive();
  }

  @Test
  void whoDoesNotSignInAgainIsClosed() throws IOException {
    var server = server(new Policy().grace(SHORT).get());
    var client = server.signIn("client:c1:1000");

    client.awaitClosed();

    assertCode(client.first("authentication_error"), "TOKEN_EXPIRED");
  }

  @Test
  void aRefreshedTokenDoesNotExpire() throws IOException {
    var server = server(patient());
    var fleeting = server.signIn("client:c1:2000");
    var refreshed = server.signIn("client:c1:2000");

    authenticate(refreshed, "client:c1");
    fleeting.first("authentication_error");

    assertThat(ask(refreshed, "leave_ticket").join().path("ok").booleanValue()).isTrue();
    assertThat(refreshed.all("authentication_error")).isEmpty();
  }

  @Test
  void anotherUserDoesNotComeIntoTheRoomsOfTheFormer() throws IOException {
    var server = server(patient());
    server.ticket("t", "c1");
    var admin = joined(server.signIn("admin:a1"), "t");
    var client = joined(server.signIn("client:c1"), "t");

    authenticate(client, "client:c2");
    admin.first("user_left_ticket");
    say(admin, "t", "not for c2");

    assertCode(ask(client, "get_messages").join().path("error"), "FORBIDDEN");
    assertThat(client.all("new_message")).isEmpty();
  }

  @Test
  void afterAnExpiryAnotherUserComesIntoNoRoom() throws IOException {
    var server = server(patient());
    server.ticket("t", "c1");
    var admin = joined(server.signIn("admin:a1"), "t");
    var client = joined(server.signIn("client:c1:2000"), "t");
    client.first("authentication_error");

    authenticate(client, "client:c2");
    say(admin, "t", "not for c2");

    assertCode(ask(client, "get_messages").join().path("error"), "FORBIDDEN");
    assertThat(client.all("new_message")).isEmpty();
  }

  @Test
  void aFailedSignInLeavesASignedInSocketAsItIs() throws IOException {
    var server = server(patient());
    server.ticket("t", "c1");
    var client = joined(server.signIn("client:c1"), "t");

    authenticate(client, "bad");

    say(client, "t", "still here");
    client.first("new_message");
  }

  @Test
  void aUserHasSoManySocketsAndAnotherWhenOneGoes() throws IOException {
    var server = server(new Policy().sockets(2).get());
    var first = server.signIn("client:c1");
    server.signIn("client:c1");

    var third = server.connect();
    assertCode(authenticate(third, "client:c1").path("error"), "RATE_LIMITED");
    assertRefused(
        server.open("{\"token\":\"client:c1\"}"),
        "RATE_LIMITED",
        "Too many connections. Please close some of them.");
    assertThat(authenticate(third, "client:c2").path("ok").booleanValue()).isTrue();
    first.close();

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> authenticate(third, "client:c1").path("ok").booleanValue());
  }

  @Test
  void anAddressMayFailSoOftenAndGoodTokensPassStill() throws IOException {
    var failures = new ConcurrentHashMap<String, Integer>();
    var server =
        started(
            new ChatServer(
                folder,
                patient(),
                (limit, key, _) ->
                    limit == Limit.FAILED_SIGN_INS && failures.merge(key, 1, Integer::sum) > 2
                        ? Optional.of(Duration.ofSeconds(7))
                        : Optional.empty()));
    var client = server.connect();

    var codes = new ArrayList<String>();
    for (var _ : new int[3]) {
      codes.add(authenticate(client, "bad").path("error").path("code").stringValue());
    }

    assertThat(codes).containsExactly("UNAUTHENTICATED", "UNAUTHENTICATED", "RATE_LIMITED");
    var error = client.all("authentication_error").getLast();
    assertThat(error.path("retryAfterMs").longValue())
        .isEqualTo(6_000); // a second passed before it
    assertThat(authenticate(client, "client:c1").path("ok").booleanValue()).isTrue();
  }

  @Test
  void eventsOverTheLimitAreRefusedAndTypingIsSilent() throws IOException {
    var server =
        started(
            new ChatServer(
                folder,
                patient(),
                (limit, _, _) ->
                    limit == Limit.EVENTS ? Optional.of(Duration.ofMillis(20)) : Optional.empty()));
    server.ticket("t", "c1");
    var client = server.signIn("client:c1");

    assertCode(ask(client, "join_ticket").join().path("error"), "RATE_LIMITED");
    assertCode(ask(client, "typing_start").join().path("error"), "RATE_LIMITED");
    assertCode(ask(client, "ping").join().path("error"), "RATE_LIMITED");
    assertCode(client.ask("send_message", "{}").path("error"), "RATE_LIMITED");
    say(client, "t", "messages have a limit of their own");

    assertThat(client.events())
        .extracting(RawClient.Event::name)
        .containsExactly("join_ticket_error", "send_message_error", "new_message");
  }

  @Test
  void aUserRevokedWhileSigningInIsTurnedOut() throws IOException {
    var server = server(patient());
    var checked = new CountDownLatch(1);
    var revoked = new CountDownLatch(1);
    server.onRemember =
        user -> {
          if (!user.isSuperAdmin()) {
            checked.countDown();
            awaitThat(revoked);
          }
        };
    var client = server.connect();

    var asked = client.later("authenticate", "{\"token\":\"client:c1\"}");
    awaitThat(checked);
    revoke(server, "c1");
    revoked.countDown();

    assertThat(asked.join().path("error").path("message").stringValue()).isEqualTo("Invalid token");
    client.awaitClosed();
    assertThat(client.events())
        .extracting(RawClient.Event::name)
        .containsExactly("authentication_error");
    assertThat(client.wasSentAway()).isFalse();
  }

  @Test
  void whatWaitedWhenItsUserWasRevokedIsNotDone() throws IOException {
    var server = server(patient());
    server.ticket("t", "c1");
    var admin = joined(server.signIn("admin:a1"), "t");
    var client = joined(server.signIn("client:c1"), "t");

    client.emit("authenticate", "{\"token\":\"slow:client:c1\"}");
    client.emit("send_message", "{\"ticketId\":\"t\",\"message\":\"too late\"}");
    revoke(server, "c1");
    client.awaitClosed();
    server.tokens.letOneThrough();

    admin.first("user_left_ticket");
    assertThat(admin.ask("get_messages", "{\"ticketId\":\"t\"}").path("total").intValue()).isZero();
    assertThat(server.signIn("new:client:c1").ask("ping").path("ok").booleanValue()).isTrue();
  }

  private static void revoke(ChatServer server, String user) {
    var request =
        HttpRequest.newBuilder()
            .POST(HttpRequest.BodyPublishers.noBody())
            .header("authorization", "Bearer new:admin:a1");
    assertThat(server.request(request, "/api/users/" + user + "/revoke").statusCode())
        .isEqualTo(200);
  }

  private static void awaitThat(CountDownLatch latch) {
    await().atMost(Duration.ofSeconds(10)).until(() -> latch.getCount() == 0);
  }

  private ChatServer server(SocketPolicy policy) throws IOException {
    return started(ChatServer.unlimited(folder, policy));
  }

  private ChatServer started(ChatServer server) {
    started = Optional.of(server);
    return server;
  }

  private static JsonNode authenticate(RawClient client, String token) {
    return client.ask("authenticate", "{\"token\":\"" + token + "\"}");
  }

  private static CompletableFuture<JsonNode> ask(RawClient client, String event) {
    return client.later(event, "{\"ticketId\":\"t\",\"message\":\"m\"}");
  }

  private static RawClient joined(RawClient client, String ticket) {
    client.ask("join_ticket", "{\"ticketId\":\"" + ticket + "\"}");
    client.first("online_users");
    return client;
  }

  private static void say(RawClient client, String ticket, String text) {
    var sent =
        client.ask(
            "send_message", "{\"ticketId\":\"" + ticket + "\",\"message\":\"" + text + "\"}");
    assertThat(sent.path("ok").booleanValue()).as("%s", sent).isTrue();
  }

  private static void assertRefused(RawClient client, String code, String message) {
    var answer = client.answer();
    assertThat(answer.name()).isEqualTo("connect_error");
    assertThat(answer.payload().path("message").stringValue()).isEqualTo(message);
    assertCode(answer.payload().path("data"), code);
  }

  private static void assertNotAuthenticated(JsonNode error) {
    assertCode(error, "UNAUTHENTICATED");
    assertThat(error.path("message").stringValue()).isEqualTo("User not authenticated");
  }

  private static void assertCode(JsonNode error, String code) {
    assertThat(error.path("code").stringValue("")).as("%s", error).isEqualTo(code);
  }

  private static SocketPolicy patient() {
    return new Policy().get();
  }

  /// A policy in which nothing happens by itself, but what a test asks for.
  private static final class Policy {
    private Duration signIn = LONG;
    private Duration parking = LONG;
    private Duration grace = LONG;
    private long budget = 1 << 20;
    private int sockets = 100;

    Policy signIn(Duration time) {
      signIn = time;
      return this;
    }

    Policy parking(Duration time) {
      parking = time;
      return this;
    }

    Policy grace(Duration time) {
      grace = time;
      return this;
    }

    Policy budget(long bytes) {
      budget = bytes;
      return this;
    }

    Policy sockets(int perUser) {
      sockets = perUser;
      return this;
    }

    SocketPolicy get() {
      return new SocketPolicy(signIn, parking, 32, 64 << 10, budget, grace, sockets);
    }
  }
}
