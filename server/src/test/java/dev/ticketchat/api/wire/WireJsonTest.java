package dev.ticketchat.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.desk.TicketSummary;
import dev.ticketchat.chat.fakes.FakeFileUrls;
import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.files.FinishedUpload;
import dev.ticketchat.chat.files.UploadId;
import dev.ticketchat.chat.files.UploadProgress;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.live.OnlineUser;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.MessageId;
import dev.ticketchat.chat.messages.Page;
import dev.ticketchat.chat.messages.Sender;
import dev.ticketchat.chat.tickets.Ticket;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.chat.tickets.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The exact JSON of everything that the server says.
class WireJsonTest {
  private static final Instant NOON = Instant.parse("2025-06-29T12:00:00Z");
  private static final TicketId TICKET = new TicketId("t1");
  private static final Ticket TICKET_1 =
      new Ticket(TICKET, new UserId("c1"), "Printer", TicketStatus.IN_PROGRESS, NOON);
  private static final Message MESSAGE = message(Role.CLIENT, Optional.of("ACME"));
  private static final Attachment ATTACHMENT =
      new Attachment(
          new FileName("0".repeat(32) + ".png"),
          "caf\u00e9 1.png",
          "image/png",
          1_234_567,
          "ab".repeat(32),
          NOON,
          Optional.empty());
  private static final String MESSAGE_JSON =
      """
      {"_id":"0123456789abcdef01234567","ticketId":"t1",
       "sender":{"_id":"c1","name":"Cleo","email":"cleo@example.com","company":"ACME"},
       "senderModel":"Client","message":"<b>hi</b>","attachments":[],
       "createdAt":"2025-06-29T12:00:00.000Z","seq":7}\
      """;

  private final MessageFormat format = new MessageFormat(new FakeFileUrls());

  @Test
  void aClientsMessageShowsTheCompany() {
    assertJson(format.json(MESSAGE), MESSAGE_JSON);
  }

  @Test
  void aSuperAdminsMessageShowsNone() {
    assertJson(
        format.json(message(Role.SUPER_ADMIN, Optional.of("ACME"))),
        """
        {"_id":"0123456789abcdef01234567","ticketId":"t1",
         "sender":{"_id":"c1","name":"Cleo","email":"cleo@example.com"},
         "senderModel":"SuperAdmin","message":"<b>hi</b>","attachments":[],
         "createdAt":"2025-06-29T12:00:00.000Z","seq":7}\
        """);
  }

  @Test
  void aFileShowsWhereItIsAndIsSignedAfreshEachTime() {
    var message = withFiles(ATTACHMENT);

    format.json(message);

    assertJson(
        format.json(message).attachments(),
        """
        [{"filename":"NAME.png","originalname":"caf\u00e9 1.png","mimetype":"image/png",
          "size":1234567,"path":"/uploads/chat/NAME.png",
          "url":"http://chat.example/uploads/chat/NAME.png?signature=2",
          "uploadedAt":"2025-06-29T12:00:00.000Z"}]\
        """
            .replace("NAME", "0".repeat(32)));
  }

  @Test
  void aFileWithAThumbnailShowsThatToo() {
    var thumbnail = Optional.of(new FileName("1".repeat(32) + ".jpg"));
    var attachment =
        new Attachment(
            ATTACHMENT.name(), "a.png", "image/png", 1, ATTACHMENT.hash(), NOON, thumbnail);

    var json = format.json(withFiles(attachment, ATTACHMENT)).attachments();

    assertThat(json.getFirst().thumbnailUrl())
        .contains("http://chat.example/uploads/chat/" + "1".repeat(32) + ".jpg?signature=2");
    assertThat(json.getLast().thumbnailUrl()).isEmpty();
  }

  @Test
  void authenticatedShowsTheUser() {
    var client =
        new Principal(
            new UserId("c1"), "Cleo", "cleo@example.com", Role.CLIENT, Optional.of("ACME"));
    var admin =
        new Principal(
            new UserId("a1"), "Ada", "ada@example.com", Role.SUPER_ADMIN, Optional.empty());

    assertJson(
        new ServerEvent.Authenticated(UserJson.of(client)),
        """
        {"success":true,"user":{"id":"c1","name":"Cleo","email":"cleo@example.com",
         "type":"client","company":"ACME"}}\
        """);
    assertJson(
        new ServerEvent.Authenticated(UserJson.of(admin)),
        """
        {"success":true,"user":{"id":"a1","name":"Ada","email":"ada@example.com",
         "type":"superadmin"}}\
        """);
  }

  @Test
  void anAcknowledgementCarriesTheFieldsOfTheEvent() {
    assertJson(
        new AckJson.OkWith(ServerEvent.JoinedTicket.of(TICKET_1)),
        """
        {"ok":true,"success":true,"ticketId":"t1",
         "ticket":{"id":"t1","title":"Printer","status":"in-progress"}}\
        """);
    assertJson(new AckJson.Ok(), "{\"ok\":true}");
    assertJson(
        new AckJson.OkMessage(format.json(MESSAGE)),
        "{\"ok\":true,\"message\":" + MESSAGE_JSON + "}");
  }

  @Test
  void aPageSaysWhatToAskNext() {
    var full =
        new Page(List.of(MESSAGE), 9, true, Optional.of(new MessageId("0123456789abcdef01234567")));
    var empty = new Page(List.of(), 0, false, Optional.empty());

    assertJson(
        ServerEvent.MessagesLoaded.of(TICKET, full, format),
        "{\"success\":true,\"ticketId\":\"t1\",\"messages\":["
            + MESSAGE_JSON
            + "],\"total\":9,\"hasMore\":true,\"nextBefore\":\"0123456789abcdef01234567\"}");
    assertJson(
        ServerEvent.MessagesLoaded.of(TICKET, empty, format),
        """
        {"success":true,"ticketId":"t1","messages":[],"total":0,"hasMore":false,
         "nextBefore":null}\
        """);
  }

  @Test
  void eventsOfARoomNameTicketAndUser() {
    assertJson(
        new ServerEvent.UserTyping("t1", "c1", "Cleo"),
        "{\"ticketId\":\"t1\",\"userId\":\"c1\",\"userName\":\"Cleo\"}");
    assertJson(
        ServerEvent.OnlineUsers.of(
            TICKET, List.of(new OnlineUser(new UserId("c1"), "Cleo", Role.CLIENT))),
        """
        {"success":true,"ticketId":"t1",
         "users":[{"userId":"c1","userName":"Cleo","userType":"client"}]}\
        """);
    assertJson(
        ServerEvent.TicketCreated.of(TICKET_1),
        """
        {"ticketId":"t1","title":"Printer","status":"in-progress","clientId":"c1",
         "createdAt":"2025-06-29T12:00:00.000Z"}\
        """);
    assertJson(
        ServerEvent.TicketUpdated.of(TICKET_1),
        "{\"ticketId\":\"t1\",\"title\":\"Printer\",\"status\":\"in-progress\"}");
  }

  @Test
  void anUploadSaysHowFarItHasCome() {
    var id = new UploadId("u1");

    assertJson(
        ServerEvent.UploadStarted.of(new UploadProgress(id, 65_536, 65_536, 100_000)),
        """
        {"success":true,"uploadId":"u1","offset":65536,"chunkSize":65536,"size":100000}\
        """);
    assertJson(
        new AckJson.OkChunk("u1", 100_000), "{\"ok\":true,\"uploadId\":\"u1\",\"offset\":100000}");
    assertJson(
        ServerEvent.UploadFinished.of(new FinishedUpload(id, "a.png", 99_000, "image/png")),
        """
        {"success":true,"uploadId":"u1","name":"a.png","size":99000,"mimetype":"image/png"}\
        """);
    assertJson(new ServerEvent.UploadCanceled("u1"), "{\"success\":true,\"uploadId\":\"u1\"}");
  }

  @Test
  void aTicketInAListShowsItsClientAndLastMessage() {
    assertJson(
        TicketJson.of(
            new TicketSummary(TICKET_1, Optional.of("Cleo"), Optional.of(MESSAGE)), format),
        """
        {"id":"t1","title":"Printer","status":"in-progress","client":{"id":"c1","name":"Cleo"},
         "createdAt":"2025-06-29T12:00:00.000Z","lastMessage":\
        """
            + MESSAGE_JSON
            + "}");
    assertJson(
        TicketJson.of(new TicketSummary(TICKET_1, Optional.empty(), Optional.empty()), format),
        """
        {"id":"t1","title":"Printer","status":"in-progress","client":{"id":"c1"},
         "createdAt":"2025-06-29T12:00:00.000Z","lastMessage":null}\
        """);
  }

  @Test
  void anErrorEchoesWhatTheRequestNamed() {
    var failure =
        Failure.of(Refused.unauthenticated())
            .to(payload("{\"ticketId\":12,\"id\":3,\"clientMessageId\":\"k\",\"message\":\"x\"}"));

    assertJson(
        new Failure.Event(failure),
        """
        {"success":false,"message":"User not authenticated","code":"UNAUTHENTICATED",
         "ticketId":"12","id":3,"clientMessageId":"k"}\
        """);
    assertJson(
        new AckJson.NotOk(failure),
        """
        {"ok":false,"error":{"message":"User not authenticated","code":"UNAUTHENTICATED",
         "ticketId":"12","id":3,"clientMessageId":"k"}}\
        """);
  }

  @Test
  void anErrorEchoesNothingThatIsNoName() {
    var failure =
        Failure.of(Refused.unauthenticated())
            .to(
                payload(
                    "{\"ticketId\":{},\"id\":[1],\"clientMessageId\":\""
                        + "k".repeat(300)
                        + "\"}"));

    assertJson(
        new Failure.Body(failure),
        "{\"error\":{\"message\":\"User not authenticated\",\"code\":\"UNAUTHENTICATED\"}}");
  }

  @Test
  void anErrorEchoesTheUpload() {
    var failure = Failure.of(Refused.unauthenticated());

    assertJson(
        failure.to(payload("{\"uploadId\":\"u1\"}")),
        """
        {"message":"User not authenticated","code":"UNAUTHENTICATED","uploadId":"u1"}\
        """);
    for (var odd : List.of("7", "{}", "\"\"", "\"" + "u".repeat(300) + "\"")) {
      assertJson(
          failure.to(payload("{\"uploadId\":" + odd + "}")),
          "{\"message\":\"User not authenticated\",\"code\":\"UNAUTHENTICATED\"}");
    }
  }

  @Test
  void aLimitSaysWhenToComeBackRoundedUp() {
    assertJson(
        new Failure.Event(Failure.of(Refused.rateLimited(Duration.ofNanos(1_000_001)))),
        """
        {"success":false,"message":"Rate limit exceeded. Please slow down.",
         "code":"RATE_LIMITED","retryAfterMs":2}\
        """);
  }

  private static Message message(Role role, Optional<String> company) {
    return new Message(
        new MessageId("0123456789abcdef01234567"),
        70,
        TICKET,
        7,
        new Sender(new UserId("c1"), "Cleo", "cleo@example.com", role, company),
        "<b>hi</b>",
        List.of(),
        NOON);
  }

  private static Message withFiles(Attachment... attachments) {
    return new Message(
        MESSAGE.id(), 70, TICKET, 7, MESSAGE.sender(), "", List.of(attachments), NOON);
  }

  private static Payload payload(String json) {
    return Payload.of(JsonMapper.shared().readTree(json));
  }

  private static void assertJson(Object value, String expected) {
    var json = JsonMapper.shared();
    assertThat(json.readTree(json.writeValueAsString(value))).isEqualTo(json.readTree(expected));
  }
}
