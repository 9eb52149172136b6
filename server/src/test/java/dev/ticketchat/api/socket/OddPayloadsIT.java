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
/// right words, by event and by acknowledgement alike, and the socket lives. Each is sent twice,
/// once without an acknowledgement.
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
  private static final List<String> ZEROS = List.of("0", "-0", "-0.0", "1e-400");
  private static final List<String> NUMBERS =
      Stream.concat(
              ZEROS.stream(),
              Stream.of("-1", "1.5", "1e308", "1e309", "-1e309", "12345678901234567890"))
          .toList();

  /// Half characters, which no store keeps.
  private static final List<String> HALVES = List.of("\"\\ud800\"", "\"a\\udc00\"");

  /// Becomes bytes.
  private static final String BYTES = "{\"_placeholder\":true,\"num\":0}";

  private static final byte[] THREE_BYTES = {1, 2, 3};
  private static final List<String> OTHERS =
      List.of(
          "true",
          "false",
          "[]",
          "[\"text\"]",
          "[[[[[[[[[[1]]]]]]]]]]",
          "{}",
          "{\"ticketId\":\"t\",\"length\":1}",
          "{\"__proto__\":{\"a\":null}}",
          "{\"constructor\":{\"prototype\":{\"ticketId\":1}},\"toString\":1}",
          "[".repeat(90) + "]".repeat(90),
          BYTES);

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
            uploads(),
            uploadIds(),
            duplicateFields(),
            unknownFields())
        .flatMap(List::stream)
        .map(c -> dynamicTest(c.event() + " " + label(c.args()), () -> check(c)));
  }

  private static void check(Case expected) {
    client.forget();
    var told = Optional.ofNullable(ERROR_EVENTS.get(expected.event()));

    emit(expected);
    var acknowledged = ask(expected);
    var next = client.ask("ping");

    assertThat(next.path("ok").booleanValue()).isTrue();
    if (expected.error().isEmpty()) {
      assertThat(acknowledged.path("ok").booleanValue()).as("%s", acknowledged).isTrue();
      assertThat(errors()).isEmpty();
      return;
    }
    var error = expected.error().get();
    assertThat(acknowledged.path("ok").booleanValue()).as("%s", acknowledged).isFalse();
    assertError(acknowledged.path("error"), error);
    told.ifPresent(name -> client.count(name, 2)); // what takes long is answered out of turn
    assertThat(errors())
        .extracting(RawClient.Event::name)
        .isEqualTo(told.map(name -> List.of(name, name)).orElse(List.of()));
    for (var event : errors()) {
      assertThat(event.payload().path("success").booleanValue(true)).isFalse();
      assertError(event.payload(), error);
    }
  }

  private static void emit(Case odd) {
    if (odd.args().contains(BYTES)) {
      client.emitWithBytes(THREE_BYTES, odd.event(), odd.args());
    } else {
      client.emit(odd.event(), arguments(odd.args()));
    }
  }

  private static JsonNode ask(Case odd) {
    return odd.args().contains(BYTES)
        ? client.askWithBytes(THREE_BYTES, odd.event(), odd.args())
        : client.ask(odd.event(), arguments(odd.args()));
  }

  private static List<RawClient.Event> errors() {
    return client.events().stream().filter(e -> e.name().endsWith("_error")).toList();
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
    payloads.add("null" + ",{}".repeat(49));
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
      for (var id : everything()) {
        cases.add(ofTicket(event, id, ticket(id)));
      }
    }
    return cases;
  }

  /// What becomes of an event that names this ticket.
  private static Case ofTicket(String event, String id, String args) {
    if (!STRINGS.contains(id) && !NUMBERS.contains(id)) {
      return new Case(event, args, "INVALID", "Ticket ID is required");
    }
    return event.startsWith("typing") || event.equals("leave_ticket")
        ? Case.fine(event, args)
        : new Case(event, args, "FORBIDDEN", "Access denied to this ticket");
  }

  /// As in JavaScript, the last one counts.
  private static List<Case> duplicateFields() {
    var cases = new ArrayList<Case>();
    for (var event : OF_A_TICKET) {
      for (var id : everything()) {
        var last =
            "{\"message\":\"m\",\"name\":\"n\",\"size\":1,\"ticketId\":\"mine\",\"ticketId\":";
        cases.add(ofTicket(event, id, last + id + "}"));
      }
    }
    return cases;
  }

  private static List<Case> unknownFields() {
    var cases = new ArrayList<Case>();
    var fields = List.of("token", "userId", "type", "size", "data", "uploadId", "__proto__", "seq");
    for (var event : OF_A_TICKET) {
      if (event.startsWith("upload")) {
        continue;
      }
      for (var field : fields) {
        for (var value : everything()) {
          var known = "\"message\":\"m\",\"" + field + "\":" + value;
          cases.add(Case.fine(event, mine(known)));
        }
      }
    }
    return cases;
  }

  private static List<Case> uploadIds() {
    var cases = new ArrayList<Case>();
    for (var value : everything()) {
      if (!value.startsWith("[") && !value.equals("null")) {
        cases.add(send("\"message\":\"m\",\"uploadIds\":" + value, "Upload IDs must be an array"));
      }
      if (!STRINGS.contains(value)) {
        cases.add(
            send(
                "\"message\":\"m\",\"uploadIds\":[" + value + "]", "Upload ID 1 must be a string"));
      }
    }
    return cases;
  }

  private static List<Case> tokens() {
    var cases = new ArrayList<Case>();
    for (var token :
        Stream.of(List.of("null"), BLANKS, HALVES, NUMBERS, OTHERS)
            .flatMap(List::stream)
            .toList()) {
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
    for (var text : HALVES) {
      cases.add(send("\"message\":" + text, "Message must not contain NUL or half characters"));
    }
    cases.add(send("\"x\":1", "Message or at least one file is required"));
    return cases;
  }

  private static List<Case> keys() {
    var cases = new ArrayList<Case>();
    for (var key : Stream.of(BLANKS, HALVES, OTHERS).flatMap(List::stream).toList()) {
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
      if (!value.startsWith("{") || value.equals(BYTES)) {
        cases.add(
            send("\"attachments\":[" + good + "," + value + "]", "Attachment 2 must be an object"));
      }
      if (!STRINGS.contains(value)) {
        cases.add(
            send(
                "\"attachments\":[{\"name\":" + value + ",\"data\":\"AAAA\"}]",
                "Attachment 1 must have a valid name"));
      }
      if (!value.equals("\"text\"") && !value.contains("xxxx") && !value.equals(BYTES)) {
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
      if (!ZEROS.contains(value)) {
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
      if (!ZEROS.contains(value)) {
        cases.add(chunk("\"offset\":" + value, "Chunk offset must be a whole number from 0"));
      }
      if (!value.equals("\"text\"") && !value.contains("xxxx") && !value.equals(BYTES)) {
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
    return Stream.of(List.of("null"), STRINGS, BLANKS, HALVES, NUMBERS, OTHERS)
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
