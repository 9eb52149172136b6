package dev.ticketchat.api.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ticketchat.api.ChatServer;
import dev.ticketchat.api.RawClient;
import dev.ticketchat.engine.http.Mount;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who may do what: every event and every route of the API, by everybody, to what is the caller's
/// own, another's, and nobody's. What is not in this table does not pass: events are told apart by
/// a switch without a default, and each route that is mounted must have its row.
class AuthorizationMatrixIT {
  private static final String OK = "ok";
  private static final String NO_ACCESS = "FORBIDDEN Access denied to this ticket";
  private static final String NO_UPLOAD =
      "NOT_FOUND Upload was not found. Please upload the file again.";

  /// What a row is about.
  private enum Rule {
    /// A ticket that the caller must be able to see.
    TICKET,
    /// Whether the caller is in a ticket: nobody is told whether there is one.
    MEMBERSHIP,
    /// An upload, which is its user's alone; a super admin's too.
    UPLOAD,
    /// Giving one up, which says nothing of whether it was there.
    UPLOAD_CANCEL,
    /// For super admins, whatever it is about.
    SUPER_ADMIN,
    /// A new ticket of the client whose it is to be.
    NEW_TICKET,
    /// What there is for the caller.
    SIGNED_IN,
    /// For anybody.
    OPEN,
    /// Signing in, here without a token.
    SIGN_IN
  }

  private enum Caller {
    NONE("", "c1"),
    EXPIRED("client:c1:1", "c1"),
    OWNER("client:c1", "c1"),
    OTHER_CLIENT("client:c2", "c2"),
    SUPER_ADMIN("admin:a1", "a1"),
    REVOKED("client:r1", "r1");

    private final String token;
    private final String id;

    Caller(String token, String id) {
      this.token = token;
      this.id = id;
    }

    boolean isClient() {
      return this == OWNER || this == OTHER_CLIENT;
    }
  }

  private enum Target {
    OWN,
    FOREIGN,
    UNKNOWN
  }

  /// @param path with `{id}` for a ticket's or user's id
  /// @param body with `{id}` too, and `{client}` for the client whose ticket that is
  private record Route(String method, String path, Rule rule, String body) {
    boolean isOf(Mount mount) {
      return mount.methods().contains(method) && mount.matches(path.replace("{id}", "x"));
    }
  }

  private static final List<Route> ROUTES =
      List.of(
          new Route("GET", "/api/tickets", Rule.SIGNED_IN, ""),
          new Route("GET", "/api/tickets/{id}", Rule.TICKET, ""),
          new Route("GET", "/api/tickets/{id}/chat", Rule.TICKET, ""),
          new Route("POST", "/api/tickets/{id}/chat", Rule.TICKET, "{\"message\":\"m\"}"),
          new Route(
              "POST",
              "/api/tickets",
              Rule.NEW_TICKET,
              "{\"title\":\"T\",\"clientId\":\"{client}\"}"),
          new Route(
              "PUT",
              "/api/tickets/{id}",
              Rule.SUPER_ADMIN,
              "{\"title\":\"Secret title\",\"clientId\":\"{client}\"}"),
          new Route(
              "PUT",
              "/api/tickets",
              Rule.SUPER_ADMIN,
              "[{\"id\":\"{id}\",\"title\":\"Secret title\",\"clientId\":\"{client}\"}]"),
          new Route("POST", "/api/users/{id}/revoke", Rule.SUPER_ADMIN, ""));

  private static Rule rule(ClientEvent event) {
    return switch (event) {
      case AUTHENTICATE -> Rule.SIGN_IN;
      case JOIN_TICKET, GET_MESSAGES, SEND_MESSAGE, GET_ONLINE_USERS, UPLOAD_START -> Rule.TICKET;
      case LEAVE_TICKET, TYPING_START, TYPING_STOP -> Rule.MEMBERSHIP;
      case UPLOAD_CHUNK, UPLOAD_FINISH -> Rule.UPLOAD;
      case UPLOAD_CANCEL -> Rule.UPLOAD_CANCEL;
      case PING -> Rule.OPEN;
    };
  }

  @TempDir static Path folder;
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static ChatServer server;

  @BeforeAll
  static void start() throws IOException {
    var standard = SocketPolicy.defaults();
    server =
        ChatServer.unlimited(
            folder,
            new SocketPolicy(
                standard.signInTime(),
                Duration.ofMillis(20),
                standard.maxParked(),
                standard.largeEvent(),
                standard.parkingBytes(),
                standard.expiryGrace(),
                10_000));
    for (var client : List.of("c1", "c2", "r1")) {
      server.ticket("ticket-" + client, client);
      http(
          "PUT",
          "/api/tickets/ticket-" + client,
          "admin:a1",
          "{\"title\":\"Secret title\",\"clientId\":\"" + client + "\"}");
      http(
          "POST",
          "/api/tickets/ticket-" + client + "/chat",
          "client:" + client,
          "{\"message\":\"Secret words\"}");
    }
    http("POST", "/api/users/r1/revoke", "admin:a1", "");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyRouteHasItsRow() {
    for (var mount : server.routes()) {
      if (!mount.methods().isEmpty()) {
        assertThat(ROUTES.stream().filter(route -> route.isOf(mount))).as("%s", mount).hasSize(1);
      }
    }
    assertThat(ROUTES).hasSize(server.routes().size() - 1); // the last one answers the rest
  }

  @TestFactory
  Stream<DynamicTest> everyEvent() {
    return Stream.of(ClientEvent.values())
        .flatMap(event ->
            Stream.of(Caller.values())
                .map(caller ->
                    dynamicTest(event.wire() + " by " + caller, () -> check(event, caller))));
  }

  @TestFactory
  Stream<DynamicTest> everyRoute() {
    return ROUTES.stream()
        .flatMap(route ->
            Stream.of(Caller.values())
                .map(caller ->
                    dynamicTest(
                        route.method() + " " + route.path() + " by " + caller,
                        () -> check(route, caller))));
  }

  private static void check(ClientEvent event, Caller caller) {
    var answers = new EnumMap<Target, Answer>(Target.class);
    for (var target : Target.values()) {
      var answer = ask(event, caller, target);
      assertThat(answer.outcome())
          .as("%s", target)
          .isEqualTo(expectedOverSockets(rule(event), caller, target));
      answers.put(target, answer);
    }
    checkNothingLeaks(caller, answers);
  }

  private static void check(Route route, Caller caller) {
    var answers = new EnumMap<Target, Answer>(Target.class);
    for (var target : Target.values()) {
      var answer = call(route, caller, target);
      assertThat(answer.outcome())
          .as("%s", target)
          .isEqualTo(expectedOverHttp(route.rule(), caller, target));
      answers.put(target, answer);
    }
    checkNothingLeaks(caller, answers);
  }

  /// A client sees nothing of another's ticket, and cannot tell it from one that is not there.
  private static void checkNothingLeaks(Caller caller, Map<Target, Answer> answers) {
    var own = Objects.requireNonNull(answers.get(Target.OWN));
    var foreign = Objects.requireNonNull(answers.get(Target.FOREIGN));
    var unknown = Objects.requireNonNull(answers.get(Target.UNKNOWN));
    if (caller != Caller.SUPER_ADMIN) {
      assertThat(foreign.everything()).isEqualTo(unknown.everything());
      assertThat(foreign.outcome().equals(OK) ? "" : foreign.everything()).doesNotContain("Secret");
      assertThat(own.everything()).doesNotContain("ticket-" + foreignerOf(caller));
    }
    if (!caller.isClient() && caller != Caller.SUPER_ADMIN) {
      assertThat(own.everything()).isEqualTo(unknown.everything()).doesNotContain("Secret");
    }
  }

  private static String expectedOverSockets(Rule rule, Caller caller, Target target) {
    return switch (rule) {
      case OPEN -> OK;
      case SIGN_IN -> "UNAUTHENTICATED No token provided";
      case TICKET, MEMBERSHIP, UPLOAD, UPLOAD_CANCEL, SUPER_ADMIN, NEW_TICKET, SIGNED_IN ->
          switch (caller) {
            case NONE, REVOKED -> "UNAUTHENTICATED User not authenticated";
            case EXPIRED -> "TOKEN_EXPIRED Token expired";
            case OWNER, OTHER_CLIENT, SUPER_ADMIN -> expectedOf(rule, caller, target);
          };
    };
  }

  private static String expectedOverHttp(Rule rule, Caller caller, Target target) {
    return switch (caller) {
      case NONE -> "UNAUTHENTICATED User not authenticated";
      case EXPIRED -> "TOKEN_EXPIRED Token expired";
      case REVOKED -> "UNAUTHENTICATED Invalid token";
      case OWNER, OTHER_CLIENT, SUPER_ADMIN -> expectedOf(rule, caller, target);
    };
  }

  private static String expectedOf(Rule rule, Caller caller, Target target) {
    var superAdmin = caller == Caller.SUPER_ADMIN;
    return switch (rule) {
      case TICKET ->
          switch (target) {
            case OWN -> OK;
            case FOREIGN -> superAdmin ? OK : NO_ACCESS;
            case UNKNOWN -> superAdmin ? "NOT_FOUND Ticket not found" : NO_ACCESS;
          };
      case UPLOAD -> target == Target.OWN ? OK : NO_UPLOAD;
      case SUPER_ADMIN -> superAdmin ? OK : "FORBIDDEN";
      case NEW_TICKET ->
          superAdmin || target == Target.OWN
              ? OK
              : "FORBIDDEN You can only open tickets of your own";
      case MEMBERSHIP, UPLOAD_CANCEL, SIGNED_IN, OPEN -> OK;
      case SIGN_IN -> throw new AssertionError("has its own");
    };
  }

  /// What came of a request.
  ///
  /// @param everything that its caller was told, without the ids that it named itself
  private record Answer(String outcome, String everything) {}

  private static Answer ask(ClientEvent event, Caller caller, Target target) {
    var ticket = ticket(caller, target);
    try (var socket = socketOf(caller)) {
      var upload = new Uploading(event, caller, target, socket);
      var acknowledged = socket.ask(event.wire(), payload(event, ticket, upload.id()));
      socket.ask("ping");
      upload.end();
      var events = socket.events().stream().filter(e -> !e.name().equals("pong")).toList();
      var everything = acknowledged + " " + events;
      return new Answer(
          outcome(acknowledged.path("ok").booleanValue(), acknowledged.path("error")),
          everything.replace(ticket, "TICKET").replace(upload.id(), "UPLOAD"));
    }
  }

  private static Answer call(Route route, Caller caller, Target target) {
    var ticket = ticket(caller, target);
    var body = route.body().replace("{id}", ticket).replace("{client}", clientOf(caller, target));
    var token = caller == Caller.EXPIRED ? "expired" : caller.token;
    var path = route.path().replace("{id}", ticket);
    var answer = http(route.method(), path, token, body);
    var json = JsonMapper.shared().readTree(answer.body());
    var outcome = outcome(answer.statusCode() < 300, json.path("error"));
    return new Answer(
        route.rule() == Rule.SUPER_ADMIN ? outcome.split(" Only ", 2)[0] : outcome,
        (answer.statusCode() + " " + answer.body()).replace(ticket, "TICKET"));
  }

  private static String outcome(boolean ok, JsonNode error) {
    return ok
        ? OK
        : error.path("code").stringValue("") + " " + error.path("message").stringValue("");
  }

  /// An upload that a request is about, of the caller or of another client.
  private static final class Uploading {
    private final Optional<RawClient> foreigner;
    private final String id;

    Uploading(ClientEvent event, Caller caller, Target target, RawClient socket) {
      var concerned = rule(event) == Rule.UPLOAD || rule(event) == Rule.UPLOAD_CANCEL;
      var signedIn = caller.isClient() || caller == Caller.SUPER_ADMIN;
      var other = foreignerOf(caller);
      foreigner =
          concerned && (target == Target.FOREIGN || (target == Target.OWN && !signedIn))
              ? Optional.of(server.signIn("client:" + other))
              : Optional.empty();
      if (foreigner.isPresent()) {
        id = start(foreigner.get(), "ticket-" + other);
      } else if (concerned && target == Target.OWN) {
        id = start(socket, ticket(caller, Target.OWN));
        if (event == ClientEvent.UPLOAD_FINISH) {
          socket.ask("upload_chunk", payload(ClientEvent.UPLOAD_CHUNK, "x", id));
        }
        socket.forget();
      } else {
        id = "u".repeat(32);
      }
    }

    String id() {
      return id;
    }

    /// What another client has is there still.
    void end() {
      foreigner.ifPresent(socket -> {
        var chunk = payload(ClientEvent.UPLOAD_CHUNK, "x", id);
        assertThat(socket.ask("upload_chunk", chunk).path("ok").booleanValue()).isTrue();
        socket.ask("upload_cancel", payload(ClientEvent.UPLOAD_CANCEL, "x", id));
      });
    }

    private static String start(RawClient socket, String ticket) {
      var started = socket.ask("upload_start", payload(ClientEvent.UPLOAD_START, ticket, ""));
      return started.path("uploadId").stringValue();
    }
  }

  /// Every field that any event reads; without a token.
  private static String payload(ClientEvent event, String ticket, String upload) {
    var uploadId = event == ClientEvent.UPLOAD_START ? "" : ",\"uploadId\":\"" + upload + "\"";
    return "{\"ticketId\":\""
        + ticket
        + "\",\"message\":\"m\",\"name\":\"a.txt\",\"type\":\"text/plain\",\"size\":3,"
        + "\"offset\":0,\"data\":\"YWJj\""
        + uploadId
        + "}";
  }

  private static RawClient socketOf(Caller caller) {
    var socket = server.connect();
    if (caller != Caller.NONE) {
      socket.ask("authenticate", "{\"token\":\"" + caller.token + "\"}");
    }
    if (caller == Caller.EXPIRED) {
      socket.first("authentication_error");
    }
    socket.forget();
    return socket;
  }

  private static String ticket(Caller caller, Target target) {
    return switch (target) {
      case OWN, FOREIGN -> "ticket-" + clientOf(caller, target);
      case UNKNOWN -> "unknown-" + COUNTER.incrementAndGet();
    };
  }

  private static String clientOf(Caller caller, Target target) {
    return switch (target) {
      case OWN -> caller == Caller.SUPER_ADMIN ? "c1" : caller.id;
      case FOREIGN -> foreignerOf(caller);
      case UNKNOWN -> "nobody";
    };
  }

  private static String foreignerOf(Caller caller) {
    return caller == Caller.OTHER_CLIENT ? "c1" : "c2";
  }

  private static HttpResponse<String> http(String method, String path, String token, String body) {
    var request =
        HttpRequest.newBuilder()
            .method(method, BodyPublishers.ofString(body))
            .header("content-type", "application/json");
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    return server.request(request, path);
  }
}
