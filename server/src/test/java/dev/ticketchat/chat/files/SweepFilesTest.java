package dev.ticketchat.chat.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.fakes.FakeWorkspace;
import dev.ticketchat.chat.fakes.MemoryFileRegistry;
import dev.ticketchat.chat.fakes.MemoryFileStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepFilesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path folder;

  private final FileNames names = new FileNames(new SecureRandom());
  private final MemoryFileRegistry registry = new MemoryFileRegistry();
  private final MemoryFileStore store = new MemoryFileStore();
  private final SweepFiles sweepFiles = new SweepFiles(registry, store);
  private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

  @Test
  void deletesWhatNoMessageCameToHave() {
    var abandoned = stored(NOW.minusSeconds(1), 1);
    var recent = stored(NOW, 1);
    var owned = stored(NOW.minusSeconds(1), 1);
    claim(owned.getFirst());

    var swept = sweepFiles.sweep(NOW);

    assertThat(swept).isEqualTo(1);
    assertThat(store.names()).doesNotContainAnyElementsOf(abandoned);
    assertThat(store.names()).containsAll(recent).containsAll(owned);
    assertThat(registry.announced()).isEqualTo(Set.copyOf(recent));
  }

  @Test
  void deletesMoreThanOneBatch() {
    stored(NOW.minusSeconds(1), 250);

    assertThat(sweepFiles.sweep(NOW)).isEqualTo(250);

    assertThat(store.names()).isEmpty();
    assertThat(registry.announced()).isEmpty();
  }

  @Test
  void forgetsWhatWasAnnouncedAndNeverStored() {
    registry.announce(List.of(name()), NOW.minusSeconds(1));

    sweepFiles.sweep(NOW);

    assertThat(registry.announced()).isEmpty();
  }

  @Test
  void goesOnAfterAnOutageOfTheStore() {
    stored(NOW.minusSeconds(1), 3);
    store.away(true);
    assertThatExceptionOfType(Refused.class).isThrownBy(() -> sweepFiles.sweep(NOW));
    assertThat(registry.announced()).hasSize(3);
    store.away(false);

    assertThat(sweepFiles.sweep(NOW)).isEqualTo(3);

    assertThat(registry.announced()).isEmpty();
  }

  @Test
  void sweepsAtTheStartWhatAProcessThatIsAloneLeftBehind() {
    stored(NOW.minusSeconds(1), 1);

    try (var _ = new SweepRegularly(sweepFiles, () -> NOW, true, LONG, failures::add)) {
      await().until(() -> store.names().isEmpty() && registry.announced().isEmpty());
    }

    assertThat(failures).isEmpty();
  }

  @Test
  void leavesWhatAnotherNodeMayBeStoring() {
    var abandoned = stored(NOW.minus(LONG).minusSeconds(1), 1);
    var running = stored(NOW.minus(LONG).plusSeconds(1), 1);

    try (var _ = new SweepRegularly(sweepFiles, () -> NOW, false, LONG, failures::add)) {
      await().until(() -> !registry.announced().containsAll(abandoned));
    }

    assertThat(store.names()).isEqualTo(Set.copyOf(running));
  }

  @Test
  void triesAgainAfterASweepThatFailed() {
    stored(NOW.minusSeconds(1), 1);
    registry.away(true);

    try (var _ = new SweepRegularly(sweepFiles, () -> NOW, true, SHORT, failures::add)) {
      await().until(() -> failures.size() > 1);
      registry.away(false);
      await().until(() -> store.names().isEmpty());
    }

    assertThat(failures).allMatch(Refused.class::isInstance);
  }

  private List<FileName> stored(Instant at, int count) {
    var workspace = new FakeWorkspace(folder);
    var all = new ArrayList<FileName>();
    for (var i = 0; i < count; i++) {
      var name = name();
      registry.announce(List.of(name), at);
      store.put(name, workspace.incoming("a", "text").content().path());
      all.add(name);
    }
    return all;
  }

  private void claim(FileName name) {
    registry.claim(List.of(new Attachment(name, "a", "text/plain", 4, "", NOW, Optional.empty())));
  }

  private FileName name() {
    return names.next(new FileType("text/plain", "txt", false));
  }
}
