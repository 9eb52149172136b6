package dev.ticketchat.chat.desk;

import static dev.ticketchat.chat.fakes.People.ADA;
import static dev.ticketchat.chat.fakes.People.CLARA;
import static dev.ticketchat.chat.fakes.People.OTTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.desk.TicketDesk.Listing;
import dev.ticketchat.chat.fakes.ManualTimers;
import dev.ticketchat.chat.fakes.MemoryMessageStore;
import dev.ticketchat.chat.fakes.MemoryTickets;
import dev.ticketchat.chat.fakes.RecordingAudience;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.live.ChatEvent.TicketCreated;
import dev.ticketchat.chat.live.ChatEvent.TicketUpdated;
import dev.ticketchat.chat.live.ChatEvent.UserLeft;
import dev.ticketchat.chat.live.LiveTickets;
import dev.ticketchat.chat.tickets.Ticket;
import dev.ticketchat.chat.tickets.TicketAccess;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.chat.tickets.TicketSaved;
import dev.ticketchat.chat.tickets.TicketStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketDeskTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final TicketId ONE = new TicketId("1");

  private final MemoryTickets tickets = new MemoryTickets();
  private final RecordingAudience audience = new RecordingAudience();
  private final LiveTickets live =
      new LiveTickets(new MemoryMessageStore(), audience, new ManualTimers());
  private final Queue<TicketId> newIds = new ArrayDeque<>();
  private final TicketDesk desk =
      new TicketDesk(
          new TicketAccess(tickets),
          tickets,
          tickets,
          new TicketNews(audience, live),
          newIds::remove,
          InstantSource.fixed(NOW));

  // mirroring

  @Test
  void aNewTicketIsOpenAndToldToWhomItConcerns() {
    var saved = mirror(draft("1", CLARA.id(), "  No power  "));

    var expected = new Ticket(ONE, CLARA.id(), "No power", TicketStatus.OPEN, NOW);
    assertThat(saved).containsExactly(new TicketSaved(Optional.empty(), expected));
    assertThat(audience.published()).containsExactly(new TicketCreated(expected));
  }

  @Test
  void aChangedTitleOrStatusIsToldAndNothingElseIs() {
    mirror(draft("1", CLARA.id(), "No power"));
    audience.forget();

    mirror(draft("1", CLARA.id(), "No power"));
    assertThat(audience.published()).isEmpty();
    var retitled = mirror(draft("1", CLARA.id(), "No light")).getFirst().now();
    var closed =
        mirror(new TicketDraft(ONE, CLARA.id(), "No light", Optional.of(TicketStatus.CLOSED)))
            .getFirst()
            .now();
    mirror(draft("1", CLARA.id(), "No light"));

    assertThat(audience.published())
        .containsExactly(new TicketUpdated(retitled), new TicketUpdated(closed));
    assertThat(tickets.find(ONE)).contains(closed);
  }

  @Test
  void aNewOwnerEndsTheOldOnesAccessBeforeAnythingIsTold() {
    mirror(draft("1", CLARA.id(), "No power"));
    var socket = audience.connect("clara-1", CLARA.id());
    live.join(ONE, socket, CLARA, _ -> {});
    audience.forget();

    var now = mirror(draft("1", OTTO.id(), "Ottos affairs")).getFirst().now();

    assertThat(audience.room(ONE)).isEmpty();
    assertThat(audience.inbox(socket)).isEmpty();
    assertThat(audience.published())
        .containsExactly(new UserLeft(ONE, CLARA.id(), "Clara Client"), new TicketUpdated(now));
  }

  @Test
  void onlySuperAdminsMirror() {
    var refused = refusal(() -> desk.mirror(CLARA, List.of(draft("1", CLARA.id(), "Mine"))));

    assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(refused).hasMessage("Only super admins can mirror tickets");
    assertThat(tickets.find(ONE)).isEmpty();
  }

  @Test
  void manyTicketsAreSavedInOneGoOrNotAtAll() {
    var drafts = IntStream.rangeClosed(1, 10_000).mapToObj(n -> draft("t" + n)).toList();

    assertThat(desk.mirror(ADA, drafts)).hasSize(10_000);
    assertThat(audience.published()).hasSize(10_000);

    assertInvalid(
        "At most 10,000 tickets can be saved at once",
        IntStream.rangeClosed(1, 10_001).mapToObj(n -> draft("u" + n)).toList());
    assertThat(tickets.find(new TicketId("u1"))).isEmpty();
  }

  @Test
  void noTicketsAreNoError() {
    assertThat(desk.mirror(ADA, List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "A-1.b:c_9",
        "0123456789012345678901234567890123456789012345678901234567890123"
      })
  void idsAreLettersDigitsAndAFewSigns(String id) {
    assertThat(mirror(draft(id))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "a b",
        "ä",
        "a/b",
        "a\n",
        "01234567890123456789012345678901234567890123456789012345678901234"
      })
  void otherIdsAreInvalid(String id) {
    assertInvalid(
        "Ticket ID must be 1 to 64 letters, digits or any of _ . : -", List.of(draft(id)));
  }

  @Test
  void anIdIsRequired() {
    assertInvalid("Ticket ID is required", List.of(draft("")));
  }

  @Test
  void aTitleHasOneToTwoHundredPrintableCharacters() {
    assertThat(mirror(draft("1", CLARA.id(), "👋".repeat(200)))).hasSize(1);

    assertInvalidTitle("Title is required", "");
    assertInvalidTitle("Title is required", " \t ");
    assertInvalidTitle("Title must be at most 200 characters", "👋".repeat(201));
    assertInvalidTitle("Title must not contain control characters", "a\u0000b");
    assertInvalidTitle("Title must not contain control characters", "a\nb");
    assertInvalidTitle("Title must not contain control characters", "a\uD83D");
  }

  @Test
  void aClientIdHasOneToOneHundredAndTwentyEightPrintableCharacters() {
    assertThat(mirror(draft("1", new UserId("c".repeat(128)), "Title"))).hasSize(1);

    assertInvalidClient("Client ID is required", "");
    assertInvalidClient("Client ID is required", " ");
    assertInvalidClient("Client ID must be at most 128 characters", "c".repeat(129));
    assertInvalidClient("Client ID must not contain control characters", "c\u0007");
  }

  @Test
  void ofSeveralTicketsTheWrongOneIsNamed() {
    assertInvalid(
        "Ticket 3: Title is required",
        List.of(draft("1"), draft("2"), draft("3", CLARA.id(), " "), draft("4")));
    assertInvalid("Ticket 2: Its ID is there twice", List.of(draft("1"), draft("1"), draft("")));
    assertThat(tickets.find(ONE)).isEmpty();
  }

  // opening

  @Test
  void aClientOpensATicketOfItsOwn() {
    newIds.add(new TicketId("T-1"));

    var ticket = desk.openNew(CLARA, " Help ", Optional.empty());

    assertThat(ticket)
        .isEqualTo(new Ticket(new TicketId("T-1"), CLARA.id(), "Help", TicketStatus.OPEN, NOW));
    assertThat(tickets.find(ticket.id())).contains(ticket);
    assertThat(audience.published()).containsExactly(new TicketCreated(ticket));
  }

  @Test
  void aClientMayNameItselfAndNobodyElse() {
    newIds.add(new TicketId("T-1"));
    assertThat(desk.openNew(CLARA, "Help", Optional.of(CLARA.id())).clientId())
        .isEqualTo(CLARA.id());

    newIds.add(new TicketId("T-2"));
    var refused = refusal(() -> desk.openNew(CLARA, "Help", Optional.of(OTTO.id())));

    assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(refused).hasMessage("You can only open tickets of your own");
    assertThat(tickets.count(Optional.of(OTTO.id()))).isZero();
  }

  @Test
  void aSuperAdminOpensATicketForAClientWhomItNames() {
    newIds.add(new TicketId("T-1"));
    assertThat(desk.openNew(ADA, "Help", Optional.of(CLARA.id())).clientId()).isEqualTo(CLARA.id());

    newIds.add(new TicketId("T-2"));
    var refused = refusal(() -> desk.openNew(ADA, "Help", Optional.empty()));

    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
    assertThat(refused).hasMessage("Client ID is required");
  }

  @Test
  void aTitleIsRequiredToOpenATicket() {
    newIds.add(new TicketId("T-1"));

    assertThat(refusal(() -> desk.openNew(CLARA, " ", Optional.empty())))
        .hasMessage("Title is required");
  }

  @Test
  void aTicketIsNeverOpenedUnderAnIdThatIsTaken() {
    var taken = tickets.add("T-1", OTTO.id());
    newIds.addAll(List.of(taken, taken, new TicketId("T-2")));

    var ticket = desk.openNew(CLARA, "Help", Optional.empty());

    assertThat(ticket.id()).isEqualTo(new TicketId("T-2"));
    assertThat(tickets.find(taken).orElseThrow().clientId()).isEqualTo(OTTO.id());
  }

  // listing

  @ParameterizedTest
  @CsvSource({"0, a b", "1, b c", "3, ''"})
  void aSuperAdminListsAllTicketsPageByPage(long offset, String ids) {
    mirror(draft("a"), draft("b", OTTO.id(), "Title"), draft("c"));

    var listing = desk.list(ADA, 2, offset);

    assertThat(listing.total()).isEqualTo(3);
    assertThat(String.join(" ", ids(listing))).isEqualTo(ids);
  }

  @Test
  void aClientListsItsOwnTickets() {
    mirror(draft("a"), draft("b", OTTO.id(), "Title"), draft("c"));

    var listing = desk.list(CLARA, 10, 0);

    assertThat(listing.total()).isEqualTo(2);
    assertThat(ids(listing)).containsExactly("a", "c");
  }

  @Test
  void aSummaryIsForThoseWhoMaySeeTheTicket() {
    mirror(draft("1"));

    assertThat(desk.summary(CLARA, ONE).clientName()).contains("Name of clara");
    assertThat(desk.summary(ADA, ONE).ticket().id()).isEqualTo(ONE);
    assertThat(refusal(() -> desk.summary(OTTO, ONE))).hasMessage("Access denied to this ticket");
    assertThat(refusal(() -> desk.summary(ADA, new TicketId("2")))).hasMessage("Ticket not found");
  }

  private List<TicketSaved> mirror(TicketDraft... drafts) {
    return desk.mirror(ADA, List.of(drafts));
  }

  private void assertInvalidTitle(String message, String title) {
    assertInvalid(message, List.of(draft("1", CLARA.id(), title)));
  }

  private void assertInvalidClient(String message, String clientId) {
    assertInvalid(message, List.of(draft("1", new UserId(clientId), "Title")));
  }

  private void assertInvalid(String message, List<TicketDraft> drafts) {
    var refused = refusal(() -> desk.mirror(ADA, drafts));
    assertThat(refused).hasMessage(message);
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
  }

  private static Refused refusal(Callable<?> action) {
    return catchThrowableOfType(Refused.class, action::call);
  }

  private static List<String> ids(Listing listing) {
    return listing.tickets().stream().map(summary -> summary.ticket().id().value()).toList();
  }

  private static TicketDraft draft(String id) {
    return draft(id, CLARA.id(), "Title");
  }

  private static TicketDraft draft(String id, UserId client, String title) {
    return new TicketDraft(new TicketId(id), client, title, Optional.empty());
  }
}
