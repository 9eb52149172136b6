package dev.ticketchat.api.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ticketchat.api.ChatServer;
import dev.ticketchat.api.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Every event with everything that it does not expect, generated: each is answered once, in the
/// right words, by event and by acknowledgement alike, and the socket lives.
class OddPayloadsIT {

  /// An event, its arguments, and the error that it shall be; none if it shall succeed.
  private record Case(String event, String args, Optional<Expected> error) {
    Case(String event, String args, String code, String message) {
      this(event, args, Optional.of(new Expected(code, message)));
    }

    static Case fine(String event, String args) {
      return new Case(event, args, Optional.empty());
    }
  }

  private record Expected(String code, String message) {}

  private static final List<String> STRINGS =
      List.of(
          "\"text\"", "\"\\u0000\"", "\"" + "x".repeat(5_000) + "\"", "\"😀\"", "\"__proto__\"");
  private static final List<String> BLANKS = List.of("\"\"", "\" \"", "\"\\t\\n\"");
  private static final List<String> NUMBERS =
      List.of("0", "-1", "1.5", "1e308", "12345678901234567890");
  private static final List<String> OTHERS =
      List.of(
          "true",
          "false",
          "[]",
          "[\"text\"]",
          "[[[[[[[[[[1]]]]]]]]]]",
          "{}",
          "{\"ticketId\":\"t\",\"length\":1}",
          "{\"__proto__\":{\"a\":null}}");

  private static final Map<String, String> ERROR_EVENTS =
      Map.of(
          "authenticate", "authentication_error",
          "join_ticket", "join_ticket_error",
          "leave_ticket", "leave_ticket_error",
          "get_messages", "messages_error",
          "send_message", "send_message_error",
          "get_online_users", "online_users_error",
          "upload_start", "upload_error",
          "upload_chunk", "upload_error",
          "upload_finish", "upload_error",
          "upload_cancel", "upload_error");
  private static final List<String> OF_A_TICKET =
      List.of(
          "join_ticket",
          "leave_ticket",
          "get_messages",
          "send_message",
          "get_online_users",
          "upload_start",
          "typing_start",
          "typing_stop");

  @TempDir static Path folder;
  private static ChatServer server;
  private static RawClient client;

  @BeforeAll
  static void start() throws IOException {
    server = ChatServer.unlimited(folder, SocketPolicy.defaults());
    server.ticket("mine", "c1");
    client = server.signIn("client:c1");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> anOddPayloadIsAnsweredOnceInTheRightWords() {
    return Stream.of(
            wholePayloads(),
            tickets(),
            tokens(),
            texts(),
            keys(),
            attachments(),
            pages(),
            uploads())
        .flatMap(List::stream)
        .map(c -> dynamicTest(c.event() + " " + label(c.args()), () -> check(c)));
  }

  private static void check(Case expected) {
    client.forget();

    var acknowledged = client.ask(expected.event(), arguments(expected.args()));
    var next = client.ask("ping");

    assertThat(next.path("ok").booleanValue()).isTrue();
    var errors = client.events().stream().filter(e -> e.name().endsWith("_error")).toList();
    if (expected.error().isEmpty()) {
      assertThat(acknowledged.path("ok").booleanValue()).as("%s", acknowledged).isTrue();
      assertThat(errors).isEmpty();
      return;
    }
    var error = expected.error().get();
    assertThat(acknowledged.path("ok").booleanValue()).as("%s", acknowledged).isFalse();
    assertError(acknowledged.path("error"), error);
    if (ERROR_EVENTS.containsKey(expected.event())) {
      assertThat(errors)
          .extracting(RawClient.Event::name)
          .containsExactly(ERROR_EVENTS.get(expected.event()));
      assertThat(errors.getFirst().payload().path("success").booleanValue(true)).isFalse();
      assertError(errors.getFirst().payload(), error);
    } else {
      assertThat(errors).isEmpty();
    }
  }

  private static void assertError(JsonNode actual, Expected expected) {
    assertThat(actual.path("code").stringValue("")).isEqualTo(expected.code());
    assertThat(actual.path("message").stringValue("")).isEqualTo(expected.message());
  }

  private static List<Case> wholePayloads() {
    var cases = new ArrayList<Case>();
    var payloads = new ArrayList<>(everything());
    payloads.remove("{\"ticketId\":\"t\",\"length\":1}");
    payloads.add("");
    payloads.add("1,\"2\",null,[],{},true");
    payloads.add("{\"a\":1},{\"ticketId\":\"mine\",\"token\":\"client:c1\",\"message\":\"m\"}");
    for (var payload : payloads) {
      cases.add(new Case("authenticate", payload, "UNAUTHENTICATED", "No token provided"));
      cases.add(Case.fine("ping", payload));
      for (var event : OF_A_TICKET) {
        cases.add(new Case(event, payload, "INVALID", "Ticket ID is required"));
      }
    }
    return cases;
  }

  private static List<Case> tickets() {
    var cases = new ArrayList<Case>();
    for (var event : OF_A_TICKET) {
      for (var id : Stream.of(List.of("null"), BLANKS, OTHERS).flatMap(List::stream).toList()) {
        cases.add(new Case(event, ticket(id), "INVALID", "Ticket ID is required"));
      }
      for (var id : Stream.of(STRINGS, NUMBERS).flatMap(List::stream).toList()) {
        cases.add(
            event.startsWith("typing") || event.equals("leave_ticket")
                ? Case.fine(event, ticket(id))
                : new Case(event, ticket(id), "FORBIDDEN", "Access denied to this ticket"));
      }
    }
    return cases;
  }

  private static List<Case> tokens() {
    var cases = new ArrayList<Case>();
    for (var token :
        Stream.of(List.of("null"), BLANKS, NUMBERS, OTHERS).flatMap(List::stream).toList()) {
      cases.add(
          new Case(
              "authenticate", "{\"token\":" + token + "}", "UNAUTHENTICATED", "No token provided"));
    }
    for (var token : STRINGS) {
      cases.add(
          new Case(
              "authenticate", "{\"token\":" + token + "}", "UNAUTHENTICATED", "Invalid token"));
    }
    return cases;
  }

  private static List<Case> texts() {
    var cases = new ArrayList<Case>();
    for (var text : Stream.of(NUMBERS, OTHERS).flatMap(List::stream).toList()) {
      cases.add(send("\"message\":" + text, "Message must be a string"));
    }
    for (var text : Stream.of(List.of("null"), BLANKS).flatMap(List::stream).toList()) {
      cases.add(send("\"message\":" + text, "Message or at least one file is required"));
    }
    cases.add(send("\"x\":1", "Message or at least one file is required"));
    return cases;
  }

  private static List<Case> keys() {
    var cases = new ArrayList<Case>();
    for (var key : Stream.of(BLANKS, OTHERS).flatMap(List::stream).toList()) {
      cases.add(
          send(
              "\"message\":\"m\",\"clientMessageId\":" + key,
              "clientMessageId must be a string or a number"));
    }
    for (var id : everything()) {
      cases.add(Case.fine("send_message", mine("\"message\":\"m\",\"id\":" + id)));
    }
    cases.add(Case.fine("send_message", mine("\"message\":\"m\",\"clientMessageId\":null")));
    return cases;
  }

  private static List<Case> attachments() {
    var cases = new ArrayList<Case>();
    var good = "{\"name\":\"a\",\"data\":\"AAAA\"}";
    for (var value : everything()) {
      if (!value.startsWith("[") && !value.equals("null")) {
        cases.add(
            send("\"message\":\"m\",\"attachments\":" + value, "Attachments must be an array"));
      }
      if (!value.startsWith("{")) {
        cases.add(
            send("\"attachments\":[" + good + "," + value + "]", "Attachment 2 must be an object"));
      }
      if (!STRINGS.contains(value)) {
        cases.add(
            send(
                "\"attachments\":[{\"name\":" + value + ",\"data\":\"AAAA\"}]",
                "Attachment 1 must have a valid name"));
      }
      if (!value.equals("\"text\"") && !value.contains("xxxx")) {
        cases.add(
            send(
                "\"attachments\":[{\"name\":\"a\",\"data\":" + value + "}]",
                "Attachment 1 must have valid base64 data"));
      }
    }
    return cases;
  }

  private static List<Case> pages() {
    var cases = new ArrayList<Case>();
    for (var value : everything()) {
      if (value.equals("null")) {
        continue;
      }
      cases.add(page("limit", value, "limit must be a whole number from 1 to 100"));
      cases.add(page("before", value, "before must be a message ID"));
      cases.add(page("after", value, "after must be a message ID"));
      if (!value.equals("0")) {
        cases.add(page("offset", value, "offset must be a whole number from 0"));
      }
    }
    return cases;
  }

  private static List<Case> uploads() {
    var cases = new ArrayList<Case>();
    var size = "File size must be a whole number of at least 1";
    for (var value : everything()) {
      cases.add(start("\"size\":" + value + ",\"name\":\"a\"", size));
      if (!STRINGS.contains(value)) {
        cases.add(start("\"size\":1,\"name\":" + value, "File must have a valid name"));
        for (var event : List.of("upload_chunk", "upload_finish", "upload_cancel")) {
          var payload = "{\"uploadId\":" + value + "}";
          cases.add(new Case(event, payload, "INVALID", "Upload ID is required"));
        }
      }
      if (!value.startsWith("\"") && !value.equals("null")) {
        cases.add(
            start("\"size\":1,\"name\":\"a\",\"type\":" + value, "File type must be a MIME type"));
      }
      if (!value.equals("0")) {
        cases.add(chunk("\"offset\":" + value, "Chunk offset must be a whole number from 0"));
      }
      if (!value.equals("\"text\"") && !value.contains("xxxx")) {
        cases.add(chunk("\"offset\":0,\"data\":" + value, "Chunk must have binary or base64 data"));
      }
    }
    return cases;
  }

  private static Case start(String fields, String message) {
    return new Case("upload_start", mine(fields), "INVALID", message);
  }

  private static Case chunk(String fields, String message) {
    return new Case("upload_chunk", "{\"uploadId\":\"u\"," + fields + "}", "INVALID", message);
  }

  private static List<String> everything() {
    return Stream.of(List.of("null"), STRINGS, BLANKS, NUMBERS, OTHERS)
        .flatMap(List::stream)
        .toList();
  }

  private static Case send(String fields, String message) {
    return new Case("send_message", mine(fields), "INVALID", message);
  }

  private static Case page(String field, String value, String message) {
    return new Case("get_messages", mine("\"" + field + "\":" + value), "INVALID", message);
  }

  private static String mine(String fields) {
    return "{\"ticketId\":\"mine\"," + fields + "}";
  }

  private static String ticket(String id) {
    return "{\"ticketId\":" + id + ",\"message\":\"m\",\"name\":\"n\",\"size\":1}";
  }

  private static String[] arguments(String args) {
    return args.isEmpty() ? new String[0] : new String[] {args};
  }

  private static String label(String args) {
    return args.length() > 100 ? args.substring(0, 100) + "…" : args;
  }
}
