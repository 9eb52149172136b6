package dev.ticketchat.infra.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.tickets.Ticket;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.chat.tickets.TicketSaved;
import dev.ticketchat.chat.tickets.TicketStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every [dev.ticketchat.chat.tickets.TicketStore] does.
abstract class TicketStoreContract extends StoreContract {
  private static final TicketId NEW = new TicketId("N-1");
  private static final UserId CLIENT = new UserId("clara");

  @Test
  void createsATicketThatIsOpen() {
    var saved =
        tickets.save(
            List.of(new TicketDraft(NEW, CLIENT, "Printer", Optional.empty())),
            START.plusNanos(999));

    var ticket = new Ticket(NEW, CLIENT, "Printer", TicketStatus.OPEN, START);
    assertThat(saved).containsExactly(new TicketSaved(Optional.empty(), ticket));
    assertThat(tickets.find(NEW)).contains(ticket);
  }

  @Test
  void findsNothingUnderAnIdThatIsNotThere() {
    assertThat(tickets.find(new TicketId("no such"))).isEmpty();
    assertThat(tickets.find(new TicketId("t-1"))).isEmpty();
  }

  @Test
  void findsATicketThatWasLookedForBeforeItWasThere() {
    var id = new TicketId("T-2");
    assertThat(tickets.find(id)).isEmpty();

    tickets.save(List.of(draft("T-2", "carl")), START);

    assertThat(tickets.find(id)).isPresent();
  }

  @Test
  void updatesATicketAndSaysWhatItWas() {
    var before = tickets.find(TICKET).orElseThrow();

    var saved =
        tickets.save(
            List.of(
                new TicketDraft(
                    TICKET, new UserId("carl"), "New", Optional.of(TicketStatus.RESOLVED))),
            START.plus(Duration.ofDays(1)));

    var now = new Ticket(TICKET, new UserId("carl"), "New", TicketStatus.RESOLVED, START);
    assertThat(saved).containsExactly(new TicketSaved(Optional.of(before), now));
    assertThat(tickets.find(TICKET)).contains(now);
  }

  @Test
  void keepsTheStatusWhereADraftHasNone() {
    tickets.save(
        List.of(new TicketDraft(TICKET, CLIENT, "A", Optional.of(TicketStatus.CLOSED))), START);

    tickets.save(List.of(new TicketDraft(TICKET, CLIENT, "B", Optional.empty())), START);

    assertThat(tickets.find(TICKET).orElseThrow().status()).isEqualTo(TicketStatus.CLOSED);
  }

  @Test
  void saysThatNothingChangedBySavingTheSameAgain() {
    var saved = tickets.save(List.of(draft("T-1", "clara")), START.plusSeconds(9)).getFirst();

    assertThat(saved.before()).contains(saved.now());
  }

  @Test
  void keepsTheMessagesOfATicketThatChanges() {
    stored(from(CLARA, "first"));

    tickets.save(List.of(draft("T-1", "carl")), START.plusSeconds(9));

    assertThat(log(TICKET)).hasSize(1);
    assertThat(stored(from(CLARA, "second")).seq()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void keepsEveryStatus(TicketStatus status) {
    tickets.save(List.of(new TicketDraft(NEW, CLIENT, "Any", Optional.of(status))), START);

    assertThat(tickets.find(NEW).orElseThrow().status()).isEqualTo(status);
  }

  @Test
  void savesThousandsAtOnceInOrder() {
    var drafts = IntStream.range(0, 10_000).mapToObj(i -> draft("bulk-" + i, "c" + i)).toList();

    var saved = tickets.save(drafts, START);

    assertThat(saved)
        .extracting(it -> it.now().id())
        .isEqualTo(drafts.stream().map(TicketDraft::id).toList());
    assertThat(directory.count(Optional.empty())).isEqualTo(10_001);
  }

  @Test
  void takesTheSecondDraftOfATicketAsAnUpdateOfTheFirst() {
    var saved = tickets.save(List.of(draft("N-1", "clara"), draft("N-1", "carl")), START);

    assertThat(saved.get(1).before()).contains(saved.get(0).now());
    assertThat(tickets.find(NEW).orElseThrow().clientId()).isEqualTo(new UserId("carl"));
  }

  @Test
  void savesNoDraftsAtAll() {
    assertThat(tickets.save(List.of(), START)).isEmpty();
  }
}
