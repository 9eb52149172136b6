package dev.ticketchat.infra.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.identity.Principal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [dev.ticketchat.chat.identity.UserStore] does.
abstract class UserStoreContract extends StoreContract {

  @Test
  void remembersNameEmailAndCompany() {
    stored(from(CLARA, "hello"));

    users.remember(
        new Principal(CLARA.id(), "C. B.", "cb@example.org", CLARA.role(), Optional.of("B & Co")));

    var sender = log(TICKET).getFirst().sender();
    assertThat(sender.name()).isEqualTo("C. B.");
    assertThat(sender.email()).isEqualTo("cb@example.org");
    assertThat(sender.company()).contains("B & Co");
  }

  @Test
  void forgetsACompanyThatIsGone() {
    users.remember(CLARA);

    users.remember(
        new Principal(CLARA.id(), CLARA.name(), CLARA.email(), CLARA.role(), Optional.empty()));

    assertThat(stored(from(CLARA, "hello")).sender().company()).isEmpty();
  }

  @Test
  void writesNothingWhenNothingChanged() {
    users.remember(CLARA);
    var before = metrics.commits();

    users.remember(CLARA);

    assertThat(metrics.commits()).isEqualTo(before);
  }

  @Test
  void remembersEveryChangeThereAndBack() {
    users.remember(CLARA);
    users.remember(renamed(CLARA, "Someone"));

    users.remember(CLARA);

    assertThat(directory.summary(TICKET).orElseThrow().clientName()).contains("Clara");
  }

  @Test
  void remembersAfterARestart() {
    users.remember(renamed(CLARA, "Clara B."));

    reopen();
    users.remember(renamed(CLARA, "Clara B."));

    assertThat(directory.summary(TICKET).orElseThrow().clientName()).contains("Clara B.");
  }
}
