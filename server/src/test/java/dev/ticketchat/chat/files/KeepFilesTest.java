package dev.ticketchat.chat.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.fakes.FakeInspector;
import dev.ticketchat.chat.fakes.FakePictures;
import dev.ticketchat.chat.fakes.FakeScanner;
import dev.ticketchat.chat.fakes.FakeWorkspace;
import dev.ticketchat.chat.fakes.MemoryFileRegistry;
import dev.ticketchat.chat.fakes.MemoryFileStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepFilesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");

  @TempDir Path folder;

  private final MemoryFileRegistry registry = new MemoryFileRegistry();
  private final MemoryFileStore store = new MemoryFileStore();
  private final Queue<Runnable> background = new ArrayDeque<>();
  private final KeepFiles keepFiles =
      new KeepFiles(new FileNames(new SecureRandom()), registry, store, () -> NOW, background::add);
  private FakeWorkspace workspace;

  @BeforeEach
  void openWorkspace() {
    workspace = new FakeWorkspace(folder);
  }

  @Test
  void storesFilesAndTheirThumbnailsInOrder() {
    var files = checked("PNG one", "two");

    var kept = keepFiles.keep(files);

    assertThat(kept).extracting(Attachment::originalName).containsExactly("0.txt", "1.txt");
    assertThat(kept).extracting(Attachment::mimeType).containsExactly("image/png", "text/plain");
    assertThat(kept).extracting(Attachment::size).containsExactly(7L, 3L);
    assertThat(kept)
        .extracting(Attachment::hash)
        .containsExactly(files.getFirst().hash(), files.getLast().hash());
    assertThat(kept)
        .extracting(Attachment::uploadedAt)
        .containsOnly(Instant.parse("2026-03-01T10:00:00.123Z"));
    assertThat(store.text(kept.getFirst().name())).isEqualTo("PNG one");
    assertThat(store.text(kept.getFirst().thumbnail().orElseThrow())).isEqualTo("small PNG one");
    assertThat(store.text(kept.getLast().name())).isEqualTo("two");
    assertThat(kept.getLast().thumbnail()).isEmpty();
  }

  @Test
  void announcesEveryFileBeforeAMessageClaimsIt() {
    var kept = keepFiles.keep(checked("PNG one", "two"));

    assertThat(registry.announced()).isEqualTo(store.names()).hasSize(3);

    registry.claim(kept);
    assertThat(registry.announced()).isEmpty();
  }

  @Test
  void asksNobodyForNoFiles() {
    registry.away(true);
    store.away(true);

    assertThat(keepFiles.keep(List.of())).isEmpty();
    keepFiles.discard(List.of());

    assertThat(background).isEmpty();
  }

  @Test
  void storesNothingThatIsNotAnnounced() {
    registry.away(true);

    assertThat(refusal("one").code()).isEqualTo(ErrorCode.UNAVAILABLE);

    assertThat(store.names()).isEmpty();
  }

  @Test
  void takesBackWhatIsStoredWhenTheStoreFillsUpOnTheWay() {
    store.fullAfter(2);

    assertThat(refusal("PNG one", "two").code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(store.names()).hasSize(2);
    runBackground();

    assertThat(store.names()).isEmpty();
    assertThat(registry.announced()).isEmpty();
  }

  @Test
  void discardsFilesThatNoMessageHas() {
    var kept = keepFiles.keep(checked("PNG one", "two"));

    keepFiles.discard(kept);
    runBackground();

    assertThat(store.names()).isEmpty();
    assertThat(registry.announced()).isEmpty();
  }

  @Test
  void leavesFilesThatAMessageHasAfterAll() {
    var kept = keepFiles.keep(checked("PNG one"));
    keepFiles.discard(kept);
    registry.claim(kept);

    runBackground();

    assertThat(store.names()).hasSize(2);
  }

  @Test
  void letsNoMessageClaimWhatIsBeingDeleted() {
    var kept = keepFiles.keep(checked("one"));
    store.away(true);
    keepFiles.discard(kept);
    runBackground();

    var refused = catchThrowableOfType(Refused.class, () -> registry.claim(kept));

    assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void leavesWhatItCannotDeleteToASweep() {
    var kept = keepFiles.keep(checked("one"));
    store.away(true);
    keepFiles.discard(kept);
    runBackground();
    store.away(false);
    assertThat(registry.announced()).hasSize(1);

    var swept = new SweepFiles(registry, store).sweep(NOW.plusSeconds(1));

    assertThat(swept).isEqualTo(1);
    assertThat(store.names()).isEmpty();
    assertThat(registry.announced()).isEmpty();
  }

  @Test
  void leavesWhatTheRegistryCannotRuleOutToASweep() {
    var kept = keepFiles.keep(checked("one"));
    registry.away(true);
    keepFiles.discard(kept);

    runBackground();

    assertThat(store.names()).hasSize(1);
  }

  private Refused refusal(String... contents) {
    var files = checked(contents);
    return catchThrowableOfType(Refused.class, () -> keepFiles.keep(files));
  }

  private List<CheckedFile> checked(String... contents) {
    var check =
        new CheckFile(
            new FakeInspector(),
            new FakeScanner(),
            new FakePictures(),
            workspace,
            FileLimits.standard(),
            new Workers(Runnable::run));
    var all = Arrays.asList(contents);
    return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
        .map(i -> check.check(workspace.incoming(i + ".txt", all.get(i)), "Attachment " + i))
        .toList();
  }

  private void runBackground() {
    for (var task = background.poll(); task != null; task = background.poll()) {
      task.run();
    }
  }
}
