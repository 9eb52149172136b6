package dev.ticketchat.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.api.ChatServer;
import dev.ticketchat.api.socket.SocketPolicy;
import dev.ticketchat.chat.limits.Limit;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The routes under `/api`, their statuses and their bodies, over the real engine and store.
class ApiRoutesIT {
  private static final String CLIENT = "client:c1";
  private static final String ADMIN = "admin:a1";

  @TempDir static Path folder;
  private static ChatServer server;

  @BeforeAll
  static void start() throws IOException {
    server =
        new ChatServer(
            folder,
            SocketPolicy.defaults(),
            (limit, key, _) ->
                limit == Limit.EVENTS && key.equals("greedy")
                    ? Optional.of(Duration.ofMillis(1_001))
                    : Optional.empty());
    server.ticket("t", "c1");
    server.ticket("foreign", "c2");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/tickets",
    "GET, /api/tickets/t",
    "GET, /api/tickets/t/chat",
    "POST, /api/tickets",
    "POST, /api/tickets/t/chat",
    "PUT, /api/tickets",
    "PUT, /api/tickets/t"
  })
  void everyRouteNeedsAGoodToken(String method, String path) {
    var none = send(HttpRequest.newBuilder().method(method, BodyPublishers.noBody()), path);
    assertError(none, 401, "UNAUTHENTICATED", "User not authenticated");
    assertThat(none.headers().firstValue("www-authenticate")).contains("Bearer");

    assertError(call(method, path, "bad", "{}"), 401, "UNAUTHENTICATED", "Invalid token");
    assertError(call(method, path, "expired", "{}"), 401, "TOKEN_EXPIRED", "Token expired");
    assertError(
        call(method, path, "down", "{}"),
        503,
        "UNAVAILABLE",
        "The service is busy. Please try again.");
    assertError(
        call(method, path, "bug", "{}"),
        500,
        "INTERNAL",
        "Something went wrong on our side. Please try again.");
  }

  @Test
  void anotherSchemeIsNoToken() {
    var request = HttpRequest.newBuilder().GET().header("authorization", "Basic YTpi");

    assertError(send(request, "/api/tickets"), 401, "UNAUTHENTICATED", "User not authenticated");
  }

  @Test
  void aSuperAdminCreatesAndUpdatesATicket() {
    var draft = "{\"clientId\":\"c1\",\"title\":\"Printer\",\"unknown\":{}}";
    var update = "{\"clientId\":\"c1\",\"title\":\"Printer 2\",\"status\":\"resolved\"}";

    var created = call("PUT", "/api/tickets/made", ADMIN, draft);
    var updated = call("PUT", "/api/tickets/made", ADMIN, update);

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(json(created).path("status").stringValue()).isEqualTo("open");
    assertThat(json(created).path("client").path("id").stringValue()).isEqualTo("c1");
    assertThat(updated.statusCode()).isEqualTo(200);
    assertThat(json(updated).path("status").stringValue()).isEqualTo("resolved");
    assertThat(json(call("GET", "/api/tickets/made", CLIENT, "")).path("title").stringValue())
        .isEqualTo("Printer 2");
  }

  @Test
  void mirroringIsForSuperAdmins() {
    var draft = "{\"id\":\"x\",\"clientId\":\"c1\",\"title\":\"T\"}";

    assertThat(call("PUT", "/api/tickets/x", CLIENT, draft).statusCode()).isEqualTo(403);
    assertThat(call("PUT", "/api/tickets", CLIENT, "[" + draft + "]").statusCode()).isEqualTo(403);
  }

  @Test
  void manyTicketsAreSavedAllOrNone() {
    var good = "{\"id\":\"many-%d\",\"clientId\":\"c9\",\"title\":\"T\"}";
    var drafts =
        IntStream.range(0, 3_000)
            .mapToObj(good::formatted)
            .collect(Collectors.joining(",", "[", "]"));

    var saved = call("PUT", "/api/tickets", ADMIN, drafts);
    var refused =
        call(
            "PUT",
            "/api/tickets",
            ADMIN,
            "[{\"id\":\"none-1\",\"clientId\":\"c9\",\"title\":\"T\"},{\"id\":\"none-2\",\"title\":7}]");

    assertThat(saved.statusCode()).isEqualTo(200);
    assertThat(json(saved).path("tickets").size()).isEqualTo(3_000);
    assertError(refused, 400, "INVALID", "Ticket 2: Title must be a string");
    assertThat(call("GET", "/api/tickets/none-1", ADMIN, "").statusCode()).isEqualTo(404);
    var listed = json(call("GET", "/api/tickets?limit=2&offset=1", "client:c9", ""));
    assertThat(listed.path("tickets").size()).isEqualTo(2);
    assertThat(listed.path("total").intValue()).isEqualTo(3_000);
    assertThat(listed.path("hasMore").booleanValue()).isTrue();
    var last = json(call("GET", "/api/tickets?limit=2&offset=2998", "client:c9", ""));
    assertThat(last.path("hasMore").booleanValue()).isFalse();
  }

  @Test
  void aClientOpensItsOwnTicketAndASuperAdminOneForAClient() {
    var own = call("POST", "/api/tickets", "client:c5", "{\"title\":\"Mine\"}");
    var given = call("POST", "/api/tickets", ADMIN, "{\"title\":\"Yours\",\"clientId\":\"c5\"}");
    var nobodys = call("POST", "/api/tickets", ADMIN, "{\"title\":\"Whose\"}");

    assertThat(own.statusCode()).isEqualTo(201);
    assertThat(given.statusCode()).isEqualTo(201);
    assertThat(nobodys.statusCode()).isEqualTo(400);
    for (var opened : new HttpResponse<?>[] {own, given}) {
      var id = json(opened).path("id").stringValue();
      assertThat(call("GET", "/api/tickets/" + id, "client:c5", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theChatIsTheSameAsOverSockets() {
    server.ticket("talk", "c1");
    var socket = server.signIn(CLIENT);
    socket.ask("join_ticket", "{\"ticketId\":\"talk\"}");
    var body = "{\"message\":\"Hello\",\"clientMessageId\":\"k\"}";

    var posted = call("POST", "/api/tickets/talk/chat", CLIENT, body);
    var again = call("POST", "/api/tickets/talk/chat", CLIENT, body);
    var other =
        call(
            "POST",
            "/api/tickets/talk/chat",
            CLIENT,
            "{\"message\":\"Bye\",\"clientMessageId\":\"k\"}");
    var page = call("GET", "/api/tickets/talk/chat?limit=1", CLIENT, "");

    assertThat(posted.statusCode()).isEqualTo(201);
    assertThat(json(posted).path("success").booleanValue()).isTrue();
    assertThat(socket.first("new_message").path("data")).isEqualTo(json(posted).path("data"));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again)).isEqualTo(json(posted));
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(json(page).path("messages").path(0)).isEqualTo(json(posted).path("data"));
    assertThat(json(page).path("total").intValue()).isEqualTo(1);
  }

  @Test
  void pagesAreAskedForAsOverSockets() {
    server.ticket("pages", "c1");
    for (var text : new String[] {"one", "two", "three"}) {
      call("POST", "/api/tickets/pages/chat", CLIENT, "{\"message\":\"" + text + "\"}");
    }

    var latest = json(call("GET", "/api/tickets/pages/chat?limit=1", CLIENT, ""));
    var before = latest.path("nextBefore").stringValue();
    var older = call("GET", "/api/tickets/pages/chat?before=" + before, CLIENT, "");
    var skipped = call("GET", "/api/tickets/pages/chat?offset=1", CLIENT, "");

    assertThat(texts(latest)).isEqualTo("three");
    assertThat(texts(json(older))).isEqualTo("one two");
    assertThat(texts(json(skipped))).isEqualTo("two three");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0", "limit=101", "limit=x", "limit=1.5", "limit=", "before=7", "offset=-1"})
  void aBadQueryIsInvalid(String query) {
    assertThat(call("GET", "/api/tickets/t/chat?" + query, CLIENT, "").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/tickets/foreign", "/api/tickets/absent", "/api/tickets/absent/chat"})
  void anotherTicketAndNoneLookTheSameToAClient(String path) {
    assertError(call("GET", path, CLIENT, ""), 403, "FORBIDDEN", "Access denied to this ticket");
  }

  @Test
  void aSuperAdminIsToldThatATicketIsNotThere() {
    assertError(
        call("GET", "/api/tickets/absent", ADMIN, ""), 404, "NOT_FOUND", "Ticket not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "7", "\"x\"", "[]", "{", "{}{}", "{\"message\":\"\\ud8\"}"})
  void aBodyThatIsNoJsonObjectIsInvalid(String body) {
    assertThat(error(call("POST", "/api/tickets/t/chat", CLIENT, body)).path("code").stringValue())
        .isEqualTo("INVALID");
    assertThat(call("POST", "/api/tickets/t/chat", CLIENT, body).statusCode()).isEqualTo(400);
  }

  @Test
  void aBodyOfAnotherTypeIsNotRead() {
    var request =
        HttpRequest.newBuilder()
            .POST(BodyPublishers.ofString("{\"message\":\"m\"}"))
            .header("authorization", "Bearer " + CLIENT)
            .header("content-type", "text/plain");

    assertError(
        send(request, "/api/tickets/t/chat"), 415, "INVALID", "The body must be application/json");
  }

  @Test
  void aBodyPastTheBoundIsRefused() {
    var body = "{\"message\":\"" + "x".repeat(70_000) + "\"}";

    assertThat(call("POST", "/api/tickets/t/chat", CLIENT, body).statusCode()).isEqualTo(413);
  }

  @Test
  void overTheLimitItSaysWhenToComeBack() {
    var answer = call("GET", "/api/tickets", "client:greedy", "");

    assertError(answer, 429, "RATE_LIMITED", "Rate limit exceeded. Please slow down.");
    assertThat(answer.headers().firstValue("retry-after")).contains("2");
    assertThat(error(answer).path("retryAfterMs").intValue()).isEqualTo(1_001);
  }

  @ParameterizedTest
  @CsvSource({"GET, /api/nothing", "POST, /api/tickets/t/chat/more", "DELETE, /api/"})
  void whatIsNoRouteIsToldInTheSameShape(String method, String path) {
    assertError(call(method, path, ADMIN, "{}"), 404, "NOT_FOUND", "No such route");
  }

  @Test
  void anotherMethodOfARouteIsNotAllowed() {
    var answer = call("DELETE", "/api/tickets/t", ADMIN, "");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD, PUT");
  }

  @Test
  void nothingIsCached() {
    for (var path : new String[] {"/api/tickets", "/api/tickets/absent"}) {
      assertThat(call("GET", path, CLIENT, "").headers().firstValue("cache-control"))
          .contains("no-store");
    }
  }

  private static HttpResponse<String> call(String method, String path, String token, String body) {
    return send(
        HttpRequest.newBuilder()
            .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : body))
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/json; charset=utf-8"),
        path);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String path) {
    return server.request(request, path);
  }

  private static void assertError(
      HttpResponse<String> answer, int status, String code, String message) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(error(answer).path("code").stringValue()).isEqualTo(code);
    assertThat(error(answer).path("message").stringValue()).isEqualTo(message);
  }

  private static JsonNode error(HttpResponse<String> answer) {
    return json(answer).path("error");
  }

  private static JsonNode json(HttpResponse<?> answer) {
    return JsonMapper.shared().readTree((String) answer.body());
  }

  private static String texts(JsonNode page) {
    return page.path("messages").values().stream()
        .map(message -> message.path("message").stringValue(""))
        .collect(Collectors.joining(" "));
  }
}
