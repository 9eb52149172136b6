package dev.ticketchat.infra.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Revocation;
import dev.ticketchat.chat.identity.Revocations;
import dev.ticketchat.chat.identity.UserId;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [Revocations] does.
abstract class RevocationsContract extends StoreContract {
  private static final UserId NEVER_SEEN = new UserId("https://issuer.example/users/\u00fc 7");

  @Test
  void knowsWhoWasRevokedAndNobodyElse() {
    var revoked = revocations.revoke(NEVER_SEEN, START);

    assertThat(revoked).isEqualTo(new Revocation(START));
    assertThat(revocations.of(NEVER_SEEN)).contains(revoked);
    assertThat(revocations.of(CLARA.id())).isEmpty();
  }

  @Test
  void knowsItAfterARestart() {
    revocations.revoke(CLARA.id(), START);

    reopen();

    assertThat(revocations.of(CLARA.id())).contains(new Revocation(START));
    assertThat(revocations.of(ADA.id())).isEmpty();
  }

  @Test
  void refusesMoreWhenAUserIsRevokedAgainAndNeverLess() {
    revocations.revoke(CLARA.id(), START);
    var later = revocations.revoke(CLARA.id(), START.plusSeconds(60));
    var clockWentBack = revocations.revoke(CLARA.id(), START.minus(Duration.ofHours(1)));

    assertThat(clockWentBack).isEqualTo(later).isEqualTo(new Revocation(START.plusSeconds(60)));
    assertThat(revocations.of(CLARA.id())).contains(later);
    reopen();
    assertThat(revocations.of(CLARA.id())).contains(later);
  }

  @Test
  void asksNoDatabase() {
    revocations.revoke(CLARA.id(), START);
    var inMemory = revocations;

    stores.close();

    assertThat(inMemory.of(CLARA.id())).isPresent();
    assertThat(inMemory.of(ADA.id())).isEmpty();
    assertThatExceptionOfType(Refused.class).isThrownBy(() -> inMemory.revoke(ADA.id(), START));
    assertThat(inMemory.of(ADA.id())).isEmpty();
    reopen();
  }

  @Test
  void forgetsNobodyPastWhatMemoryHolds() {
    withMemoryFor(
        10,
        few -> {
          IntStream.range(0, 100).forEach(i -> few.revoke(user(i), START.plusSeconds(i)));

          assertAllKnown(few);
          few.revoke(user(3), START.plusSeconds(500));
          assertThat(few.of(user(3))).contains(new Revocation(START.plusSeconds(500)));
          assertThat(few.of(user(1_000))).isEmpty();
          few.revoke(user(1_000), START);
          assertThat(few.of(user(1_000))).contains(new Revocation(START));
        });
  }

  @Test
  void forgetsNobodyWhenThereAreMoreAtTheStartThanMemoryHolds() {
    withMemoryFor(
        1_000,
        many -> IntStream.range(0, 100).forEach(i -> many.revoke(user(i), START.plusSeconds(i))));

    withMemoryFor(10, RevocationsContract::assertAllKnown);
    withMemoryFor(100, RevocationsContract::assertAllKnown);
  }

  private void withMemoryFor(int most, Consumer<Revocations> action) {
    stores.close();
    try (var database = TestDatabases.open(location());
        var committer = new Committer(database, metrics, Committer.Bounds.STANDARD)) {
      action.accept(new SqlRevocations(committer, new Readers(database), most));
    }
    reopen();
  }

  private static void assertAllKnown(Revocations revocations) {
    for (var i = 0; i < 100; i++) {
      assertThat(revocations.of(user(i))).contains(new Revocation(START.plusSeconds(i)));
    }
    assertThat(revocations.of(user(1_000))).isEmpty();
  }

  private static UserId user(int number) {
    return new UserId("u" + number);
  }
}
