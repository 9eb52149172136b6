package dev.ticketchat.infra.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.messages.Appended;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [dev.ticketchat.chat.files.FileRegistry] does, together with the store whose messages
/// claim the files.
abstract class FileRegistryContract extends StoreContract {

  @Test
  void knowsWhatIsAnnouncedUntilAMessageClaimsIt() {
    var files = announced(2);
    assertThat(unclaimed()).isEqualTo(namesOf(files));

    stored(withFiles("Look", files));

    assertThat(unclaimed()).isEmpty();
  }

  @Test
  void knowsAfterARestartWhatWasAnnounced() {
    var files = announced(1);

    reopen();

    assertThat(unclaimed()).isEqualTo(namesOf(files));
  }

  @Test
  void listsTheOldestFirstThoseBeforeAMomentOnlyAndNoMoreThanAsked() {
    var newest = name();
    var oldest = name();
    var middle = name();
    registry.announce(List.of(newest), START.plusMillis(2));
    registry.announce(List.of(oldest), START);
    registry.announce(List.of(middle), START.plusMillis(1));

    assertThat(registry.unclaimed(START.plusMillis(3), 10)).containsExactly(oldest, middle, newest);
    assertThat(registry.unclaimed(START.plusMillis(3), 2)).containsExactly(oldest, middle);
    assertThat(registry.unclaimed(START.plusMillis(1), 10)).containsExactly(oldest);
  }

  @Test
  void findsAnAttachmentByItsFileAndByItsThumbnail() {
    var files = announced(2);
    stored(withFiles("Look", files));

    for (var file : files) {
      assertThat(registry.find(file.name())).contains(file);
      assertThat(registry.find(file.thumbnail().orElseThrow())).contains(file);
    }
  }

  @Test
  void findsNothingThatNoMessageHas() {
    var files = announced(1);

    assertThat(registry.find(files.getFirst().name())).isEmpty();
    assertThat(registry.find(name())).isEmpty();
  }

  @Test
  void withdrawsWhatNoMessageHas() {
    var mine = announced(1);
    var claimed = announced(1);
    stored(withFiles("Look", claimed));
    var neverAnnounced = name();
    var all = new ArrayList<FileName>(namesOf(mine));
    all.addAll(namesOf(claimed));
    all.add(neverAnnounced);

    var withdrawn = registry.withdraw(all);

    var free = new ArrayList<FileName>(namesOf(mine));
    free.add(neverAnnounced);
    assertThat(withdrawn).isEqualTo(free);
    assertThat(registry.withdraw(all)).isEqualTo(free);
  }

  @Test
  void refusesAMessageWhoseFileIsWithdrawnAndStoresNothingOfIt() {
    var files = announced(2);
    registry.withdraw(List.of(files.getLast().thumbnail().orElseThrow()));

    expectNoClaim(files);
  }

  @Test
  void refusesAMessageWhoseFileIsForgotten() {
    var files = announced(1);
    registry.withdraw(namesOf(files));
    registry.forget(namesOf(files));

    expectNoClaim(files);
  }

  @Test
  void refusesAMessageWhoseFileAnotherMessageHas() {
    var files = announced(1);
    stored(withFiles("Look", files));

    expectNoClaim(files);
  }

  @Test
  void keepsWhatIsWithdrawnUntilItIsForgotten() {
    var files = announced(1);
    registry.withdraw(namesOf(files));
    assertThat(unclaimed()).isEqualTo(namesOf(files));

    registry.forget(namesOf(files));

    assertThat(unclaimed()).isEmpty();
  }

  @Test
  void forgetsNothingThatIsNotWithdrawn() {
    var files = announced(1);

    registry.forget(namesOf(files));

    stored(withFiles("Look", files));
    assertThat(registry.find(files.getFirst().name())).isPresent();
  }

  @Test
  void eitherClaimsOrWithdrawsWhereBothRace() throws Exception {
    var rounds = IntStream.range(0, 32).mapToObj(_ -> announced(1)).toList();

    var claimed = new ArrayList<Boolean>();
    var outcomes =
        MessageStoreContract.together(
            64, i -> i % 2 == 0 ? claims(rounds.get(i / 2)) : withdraws(rounds.get(i / 2)));
    for (var i = 0; i < 64; i += 2) {
      claimed.add(outcomes.get(i));
      assertThat(outcomes.get(i)).isNotEqualTo(outcomes.get(i + 1));
    }

    assertThat((long) log(TICKET).size())
        .isEqualTo(claimed.stream().filter(Boolean::booleanValue).count());
  }

  private boolean claims(List<Attachment> files) {
    try {
      return append(withFiles("Look", files)) instanceof Appended.Stored;
    } catch (Refused _) {
      return false;
    }
  }

  private boolean withdraws(List<Attachment> files) {
    return !registry.withdraw(namesOf(files)).isEmpty();
  }

  private void expectNoClaim(List<Attachment> files) {
    var before = log(TICKET).size();

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> append(withFiles("Look", files)))
        .extracting(Refused::code)
        .isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(log(TICKET)).hasSize(before);
    assertThat(stored(from(CLARA, "goes on")).seq()).isEqualTo(before + 1);
  }

  private List<FileName> unclaimed() {
    return registry.unclaimed(START.plusMillis(1), 100);
  }
}
