package dev.ticketchat.infra.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.VerifiedToken;
import dev.ticketchat.chat.recovery.SavedSession;
import dev.ticketchat.chat.recovery.SavedSessions;
import dev.ticketchat.chat.recovery.SessionKey;
import dev.ticketchat.chat.tickets.TicketId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What clients may rely on who come back.
abstract class SavedSessionsContract extends StoreContract {
  private static final SessionKey KEY = SessionKey.of("a secret of Clara's client");

  @Test
  void givesASessionOutOnceAsItWasSavedLast() {
    sessions().save(KEY, session(CLARA));
    sessions().save(KEY, session(CLARA, "T-1"));
    sessions().saveEnded(KEY, session(CLARA, "T-1", "T-2"));

    assertThat(sessions().take(KEY)).contains(session(CLARA, "T-1", "T-2"));
    assertThat(sessions().take(KEY)).isEmpty();
  }

  @Test
  void keepsEverythingThatIsKnownOfAUser() {
    var forAnHour =
        new SavedSession(
            new VerifiedToken(ADA, Optional.of(START.plusSeconds(3_600)), Optional.of(START)),
            List.of(TICKET));
    sessions().save(KEY, forAnHour);
    settle();

    assertThat(sessions().take(KEY)).contains(forAnHour);
  }

  @Test
  void givesNothingOutForAnotherSecret() {
    sessions().save(KEY, session(CLARA));
    settle();

    assertThat(sessions().take(SessionKey.of("another secret"))).isEmpty();
  }

  @Test
  void keepsASessionThatEndedForTwoMinutesAndNoLonger() {
    sessions().saveEnded(KEY, session(CLARA));
    settle();
    clock.move(SavedSessions.KEPT);
    assertThat(sessions().take(KEY)).isPresent();

    sessions().saveEnded(KEY, session(CLARA));
    settle();
    clock.move(SavedSessions.KEPT.plusMillis(1));
    assertThat(sessions().take(KEY)).isEmpty();
  }

  @Test
  void keepsASessionThatHasNotEndedHoweverLong() {
    sessions().save(KEY, session(CLARA));
    settle();
    clock.move(Duration.ofDays(7));
    sessions().save(SessionKey.of("another"), session(ADA));
    settle();

    assertThat(sessions().take(KEY)).isPresent();
  }

  @Test
  void forgetsASession() {
    sessions().save(KEY, session(CLARA));
    sessions().forget(KEY);
    assertThat(sessions().take(KEY)).isEmpty();

    sessions().save(KEY, session(CLARA));
    settle();
    sessions().forget(KEY);
    settle();
    assertThat(sessions().take(KEY)).isEmpty();
  }

  @Test
  void givesClientsTwoMinutesFromTheNextStartOn() {
    sessions().save(KEY, session(CLARA, "T-1"));
    clock.move(Duration.ofHours(1));
    reopen();
    clock.move(SavedSessions.KEPT);
    assertThat(sessions().take(KEY)).contains(session(CLARA, "T-1"));

    sessions().save(KEY, session(CLARA, "T-1"));
    reopen();
    clock.move(SavedSessions.KEPT.plusMillis(1));
    assertThat(sessions().take(KEY)).isEmpty();
  }

  @Test
  void hasASessionOnDiskThatWasToBeThereNow() {
    sessions().save(KEY, session(CLARA));
    var before = metrics.commits();

    sessions().saveNow(KEY, session(CLARA, "T-1"));

    assertThat(metrics.commits()).isGreaterThan(before);
    assertThat(sessions().take(KEY)).contains(session(CLARA, "T-1"));
    assertThat(sessions().take(KEY)).isEmpty();
  }

  @Test
  void writesManySessionsInFewTransactions() throws Exception {
    var before = metrics.commits();

    MessageStoreContract.together(
        64,
        i -> {
          IntStream.range(0, 50)
              .forEach(n -> sessions().save(SessionKey.of(i + "/" + n), session(CLARA, "T-1")));
          return i;
        });
    settle();

    assertThat(metrics.commits() - before).isLessThan(1_000);
    reopen();
    assertThat(sessions().take(SessionKey.of("63/49"))).isPresent();
  }

  private SavedSessions sessions() {
    return stores.sessions();
  }

  /// What was asked for before is on disk when this returns.
  private void settle() {
    users.remember(renamed(ADA, "Ada " + System.nanoTime()));
  }

  private static SavedSession session(Principal user, String... tickets) {
    return new SavedSession(
        new VerifiedToken(user, Optional.empty(), Optional.empty()),
        List.of(tickets).stream().map(TicketId::new).toList());
  }
}
