package dev.ticketchat.api.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.api.ChatServer;
import dev.ticketchat.api.RawClient;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Tickets and messages over sockets: who gets which event, and that replies and acknowledgements
/// say the same.
class ChatSocketsIT {
  private static final String T = "{\"ticketId\":\"t\"}";

  @TempDir Path folder;
  private ChatServer server;

  @BeforeEach
  void start() throws IOException {
    server = ChatServer.unlimited(folder, SocketPolicy.defaults());
    server.ticket("t", "c1");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void joiningTellsTheTicketAndThenWhoIsThere() {
    var client = server.signIn("client:c1");

    var acknowledged = client.ask("join_ticket", T);

    client.first("online_users");
    assertThat(names(client)).containsExactly("joined_ticket", "online_users");
    var joined = client.first("joined_ticket");
    assertThat(joined.path("ticket").path("title").stringValue()).isEqualTo("Title of t");
    assertThat(joined.path("success").booleanValue()).isTrue();
    assertThat(acknowledged.path("ok").booleanValue()).isTrue();
    assertThat(acknowledged.path("ticket")).isEqualTo(joined.path("ticket"));
    assertThat(client.first("online_users").path("users").path(0).path("userId").stringValue())
        .isEqualTo("c1");
  }

  @Test
  void joiningTwiceIsAnsweredTwiceAndToldOnce() {
    var admin = joined("admin:a1");
    var client = server.signIn("client:c1");

    client.ask("join_ticket", T);
    client.ask("join_ticket", T);
    settle(client, admin);

    assertThat(client.all("joined_ticket")).hasSize(2);
    assertThat(admin.all("user_joined_ticket")).hasSize(1);
  }

  @Test
  void everybodyInTheRoomGetsAMessageOnceAndTheSenderToo() {
    var admin = joined("admin:a1");
    var tab = joined("client:c1");
    var outside = server.signIn("client:c1");

    var acknowledged = say(outside, "hello");
    settle(outside, admin);
    settle(outside, tab);

    for (var client : List.of(admin, tab, outside)) {
      assertThat(client.all("new_message")).hasSize(1);
      assertThat(client.first("new_message").path("success").booleanValue()).isTrue();
      assertThat(client.first("new_message").path("data")).isEqualTo(acknowledged.path("message"));
    }
    assertThat(names(acknowledged)).containsExactlyInAnyOrder("ok", "message");
  }

  @Test
  void aRepeatedMessageAnswersTheSenderAlone() {
    var admin = joined("admin:a1");
    var client = joined("client:c1");
    var request = "{\"ticketId\":\"t\",\"message\":\"once\",\"clientMessageId\":\"k\"}";

    var first = client.ask("send_message", request).path("message");
    client.count("new_message", 1);
    var again = client.ask("send_message", request).path("message");
    settle(client, admin);

    assertThat(again).isEqualTo(first);
    assertThat(client.all("new_message")).hasSize(2);
    assertThat(admin.all("new_message")).hasSize(1);
  }

  @Test
  void aKeyUsedForOtherContentIsAConflictThatNamesTheRequest() {
    var client = joined("client:c1");
    client.ask("send_message", "{\"ticketId\":\"t\",\"message\":\"a\",\"clientMessageId\":\"k\"}");

    var error =
        client
            .ask(
                "send_message",
                "{\"ticketId\":\"t\",\"message\":\"b\",\"clientMessageId\":\"k\",\"id\":7}")
            .path("error");

    assertThat(error.path("code").stringValue()).isEqualTo("CONFLICT");
    assertThat(error.path("ticketId").stringValue()).isEqualTo("t");
    assertThat(error.path("clientMessageId").stringValue()).isEqualTo("k");
    assertThat(error.path("id").intValue()).isEqualTo(7);
    assertThat(client.first("send_message_error").path("clientMessageId").stringValue())
        .isEqualTo("k");
  }

  @Test
  void typingIsToldToTheOthersAndNotToTheTypistsOwnSockets() {
    var admin = joined("admin:a1");
    var typist = joined("client:c1");
    var otherTab = joined("client:c1");

    assertThat(typist.ask("typing_start", T).path("ok").booleanValue()).isTrue();
    var started = admin.first("user_typing");
    typist.ask("typing_stop", T);
    admin.first("user_stopped_typing");
    settle(typist, otherTab);

    assertThat(names(started)).containsExactlyInAnyOrder("ticketId", "userId", "userName");
    assertThat(started.path("userName").stringValue()).isEqualTo("Name of c1");
    for (var own : List.of(typist, otherTab)) {
      assertThat(own.all("user_typing")).isEmpty();
      assertThat(own.all("user_stopped_typing")).isEmpty();
    }
  }

  @Test
  void typingFromOutsideIsIgnored() {
    var admin = joined("admin:a1");
    var outside = server.signIn("client:c1");

    outside.ask("typing_start", T);
    settle(outside, admin);

    assertThat(admin.all("user_typing")).isEmpty();
  }

  @Test
  void leavingIsToldOnceTheLastSocketOfAUserLeft() {
    var admin = joined("admin:a1");
    var tab = joined("client:c1");
    var other = joined("client:c1");
    var sender = server.signIn("client:c1");

    assertThat(tab.ask("leave_ticket", T).path("ticketId").stringValue()).isEqualTo("t");
    settle(sender, admin);
    assertThat(admin.all("user_left_ticket")).isEmpty();
    other.close();

    admin.first("user_left_ticket");
    assertThat(admin.all("user_left_ticket")).hasSize(1);
    assertThat(tab.ask("leave_ticket", T).path("ok").booleanValue()).isTrue();
  }

  @Test
  void whoIsOnlineCanBeAsked() {
    joined("admin:a1");
    var client = joined("client:c1");

    var online = client.ask("get_online_users", T);

    assertThat(online.path("users").size()).isEqualTo(2);
    assertThat(names(online.path("users").path(0)))
        .containsExactlyInAnyOrder("userId", "userName", "userType");
  }

  @Test
  void historyIsAPageOfMessages() {
    var client = joined("client:c1");
    for (var text : List.of("one", "two", "three")) {
      say(client, text);
    }

    var page = client.ask("get_messages", "{\"ticketId\":\"t\",\"limit\":2}");

    assertThat(page.path("messages").values())
        .extracting(message -> message.path("message").stringValue())
        .containsExactly("two", "three");
    assertThat(page.path("total").intValue()).isEqualTo(3);
    assertThat(page.path("hasMore").booleanValue()).isTrue();
    assertThat(page.path("nextBefore")).isEqualTo(page.path("messages").path(0).path("_id"));
    assertThat(client.first("messages_loaded").path("messages")).isEqualTo(page.path("messages"));
  }

  @Test
  void anAbsentTicketAndAnothersLookTheSameToAClient() {
    server.ticket("other", "c2");
    var client = server.signIn("client:c1");
    var admin = server.signIn("admin:a1");

    for (var ticket : List.of("other", "absent")) {
      var error = client.ask("join_ticket", "{\"ticketId\":\"" + ticket + "\"}").path("error");
      assertThat(error.path("message").stringValue()).isEqualTo("Access denied to this ticket");
      assertThat(error.path("code").stringValue()).isEqualTo("FORBIDDEN");
    }
    var error = admin.ask("join_ticket", "{\"ticketId\":\"absent\"}").path("error");
    assertThat(error.path("message").stringValue()).isEqualTo("Ticket not found");
    assertThat(error.path("code").stringValue()).isEqualTo("NOT_FOUND");
  }

  @Test
  void aNewTicketIsToldToItsClientAndToSuperAdminsAndAChangeToTheRoom() {
    var admin = server.signIn("admin:a1");
    var client = server.signIn("client:c1");
    var other = server.signIn("client:c2");

    mirror("n", "{\"clientId\":\"c1\",\"title\":\"New\"}");
    for (var told : List.of(admin, client)) {
      assertThat(told.first("ticket_created").path("ticketId").stringValue()).isEqualTo("n");
    }
    client.ask("join_ticket", "{\"ticketId\":\"n\"}");
    mirror("n", "{\"clientId\":\"c1\",\"title\":\"Newer\",\"status\":\"closed\"}");

    var updated = client.first("ticket_updated");
    assertThat(updated.path("title").stringValue()).isEqualTo("Newer");
    assertThat(updated.path("status").stringValue()).isEqualTo("closed");
    other.ask("ping");
    assertThat(other.events()).extracting(RawClient.Event::name).containsExactly("pong");
  }

  @Test
  void aNewOwnerEndsTheOldOnesAccessAtOnce() {
    var admin = joined("admin:a1");
    var client = joined("client:c1");

    mirror("t", "{\"clientId\":\"c2\",\"title\":\"Title of t\"}");
    say(admin, "for the new owner");
    client.ask("ping");

    assertThat(client.all("new_message")).isEmpty();
    assertThat(client.ask("get_messages", T).path("error").path("code").stringValue())
        .isEqualTo("FORBIDDEN");
  }

  @Test
  void pingIsAnsweredByPongSignedInOrNot() {
    var client = server.connect();

    assertThat(client.ask("ping").path("ok").booleanValue()).isTrue();

    client.first("pong");
  }

  private void mirror(String id, String body) {
    var answer =
        server.request(
            HttpRequest.newBuilder()
                .PUT(BodyPublishers.ofString(body))
                .header("authorization", "Bearer admin:a9")
                .header("content-type", "application/json"),
            "/api/tickets/" + id);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }

  private RawClient joined(String token) {
    var client = server.signIn(token);
    client.ask("join_ticket", T);
    client.first("online_users");
    return client;
  }

  private static JsonNode say(RawClient client, String text) {
    var sent = client.ask("send_message", "{\"ticketId\":\"t\",\"message\":\"" + text + "\"}");
    assertThat(sent.path("ok").booleanValue()).as("%s", sent).isTrue();
    return sent;
  }

  /// Returns when all that one client caused has reached the other.
  private static void settle(RawClient from, RawClient to) {
    from.ask("ping");
    to.ask("ping");
  }

  private static List<String> names(RawClient client) {
    return client.events().stream().map(RawClient.Event::name).toList();
  }

  private static List<String> names(JsonNode object) {
    return List.copyOf(object.propertyNames());
  }
}
