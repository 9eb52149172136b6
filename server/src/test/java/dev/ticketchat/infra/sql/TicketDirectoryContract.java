package dev.ticketchat.infra.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.desk.TicketSummary;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.messages.RetryKey;
import dev.ticketchat.chat.tickets.TicketId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [dev.ticketchat.chat.desk.TicketDirectory] does. Beside Clara's T-1 there are the
/// later T-2 of Carl and T-3 of Clara.
abstract class TicketDirectoryContract extends StoreContract {
  private static final Optional<UserId> EVERYONE = Optional.empty();
  private static final Optional<UserId> OF_CLARA = Optional.of(CLARA.id());

  @BeforeEach
  void openTwoMore() {
    tickets.save(List.of(draft("T-2", "carl")), START.plusSeconds(1));
    tickets.save(List.of(draft("T-3", "clara")), START.plusSeconds(2));
  }

  @Test
  void listsTheLatestActivityFirst() {
    assertThat(ids(directory.list(EVERYONE, 10, 0))).containsExactly("T-3", "T-2", "T-1");
    clock.move(Duration.ofSeconds(5));

    stored(from(CLARA, "up again"));

    assertThat(ids(directory.list(EVERYONE, 10, 0))).containsExactly("T-1", "T-3", "T-2");
  }

  @Test
  void listsAClientsOwnTicketsOnly() {
    assertThat(ids(directory.list(OF_CLARA, 10, 0))).containsExactly("T-3", "T-1");
    assertThat(ids(directory.list(Optional.of(new UserId("nobody")), 10, 0))).isEmpty();
  }

  @Test
  void listsByPages() {
    assertThat(ids(directory.list(EVERYONE, 2, 0))).containsExactly("T-3", "T-2");
    assertThat(ids(directory.list(EVERYONE, 2, 2))).containsExactly("T-1");
    assertThat(ids(directory.list(EVERYONE, 2, 4))).isEmpty();
    assertThat(ids(directory.list(OF_CLARA, 1, 1))).containsExactly("T-1");
  }

  @Test
  void countsWhatItWouldList() {
    assertThat(directory.count(EVERYONE)).isEqualTo(3);
    assertThat(directory.count(OF_CLARA)).isEqualTo(2);
    assertThat(directory.count(Optional.of(new UserId("nobody")))).isZero();
  }

  @Test
  void showsTheLastMessageAndTheClientsLastSeenName() {
    stored(from(CLARA, "first"));
    var last = stored(from(ADA, "last"));
    users.remember(renamed(CLARA, "Clara B."));

    var summary = directory.summary(TICKET).orElseThrow();

    assertThat(summary)
        .isEqualTo(
            new TicketSummary(
                tickets.find(TICKET).orElseThrow(), Optional.of("Clara B."), Optional.of(last)));
    assertThat(directory.list(EVERYONE, 10, 0)).contains(summary);
  }

  @Test
  void showsTheFilesOfTheLastMessage() {
    var last = stored(withFiles("Look", announced(2)));
    var other = stored(new NewMessage(new TicketId("T-2"), ADA, "text", new RetryKey.None()));

    var listed = directory.list(EVERYONE, 10, 0);

    assertThat(listed)
        .extracting(TicketSummary::lastMessage)
        .containsExactlyInAnyOrder(Optional.of(last), Optional.of(other), Optional.empty());
    assertThat(directory.summary(TICKET).orElseThrow().lastMessage()).contains(last);
  }

  @Test
  void showsATicketWhoseClientWasNeverSeenAndThatHasNoMessage() {
    var summary = directory.summary(new TicketId("T-2")).orElseThrow();

    assertThat(summary.clientName()).isEmpty();
    assertThat(summary.lastMessage()).isEmpty();
  }

  @Test
  void hasNoSummaryOfATicketThatIsNotThere() {
    assertThat(directory.summary(new TicketId("no such"))).isEmpty();
  }

  @Test
  void movesATicketToItsNewClient() {
    tickets.save(List.of(draft("T-2", "clara")), START.plusSeconds(9));

    assertThat(ids(directory.list(OF_CLARA, 10, 0))).containsExactly("T-3", "T-2", "T-1");
  }

  @Test
  void listsTheNewerTicketFirstWhereActivityIsTheSame() {
    clock.move(Duration.ofSeconds(60));
    for (var id : List.of("T-3", "T-2")) {
      stored(new NewMessage(new TicketId(id), ADA, "now", new RetryKey.None()));
    }

    assertThat(ids(directory.list(EVERYONE, 10, 0))).containsExactly("T-3", "T-2", "T-1");
  }

  private static List<String> ids(List<TicketSummary> summaries) {
    return summaries.stream().map(summary -> summary.ticket().id().value()).toList();
  }
}
