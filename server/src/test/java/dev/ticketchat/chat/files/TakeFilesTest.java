package dev.ticketchat.chat.files;

import static dev.ticketchat.chat.fakes.People.CLARA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.fakes.FakeInspector;
import dev.ticketchat.chat.fakes.FakePictures;
import dev.ticketchat.chat.fakes.FakeScanner;
import dev.ticketchat.chat.fakes.FakeWorkspace;
import dev.ticketchat.chat.fakes.MemoryFileRegistry;
import dev.ticketchat.chat.fakes.MemoryFileStore;
import dev.ticketchat.chat.files.Enclosure.Checked;
import dev.ticketchat.chat.files.Enclosure.Fresh;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeFilesTest {
  @TempDir Path folder;

  private final FileLimits limits = new FileLimits(20, 3, true);
  private final MemoryFileStore store = new MemoryFileStore();
  private final List<String> counted = new ArrayList<>();
  private Optional<Duration> wait = Optional.empty();
  private FakeWorkspace workspace;
  private CheckFile checkFile;
  private TakeFiles takeFiles;

  @BeforeEach
  void openWorkspace() {
    workspace = new FakeWorkspace(folder);
    checkFile =
        new CheckFile(
            new FakeInspector(),
            new FakeScanner(),
            new FakePictures(),
            workspace,
            limits,
            new Workers(Runnable::run));
    var keepFiles =
        new KeepFiles(
            new FileNames(new SecureRandom()),
            new MemoryFileRegistry(),
            store,
            () -> Instant.EPOCH,
            Runnable::run);
    takeFiles =
        new TakeFiles(
            limits,
            (limit, key, amount) -> {
              counted.add(limit + " " + key + " " + amount);
              return wait;
            },
            checkFile,
            keepFiles);
  }

  @Test
  void keepsFreshAndCheckedFilesInTheOrderSent() {
    var kept = take(List.of(fresh("PNG 1"), checked("22"), fresh("333")));

    assertThat(kept.attachments())
        .extracting(attachment -> store.text(attachment.name()))
        .containsExactly("PNG 1", "22", "333");
    assertThat(kept.attachments().getFirst().thumbnail()).isPresent();
  }

  @Test
  void countsTheBytesThatCameWithTheMessageOnly() {
    take(List.of(fresh("55555"), checked("22"), fresh("333")));
    take(List.of(checked("22")));

    assertThat(counted).containsExactly("ATTACHMENT_BYTES clara 8");
  }

  @Test
  void looksAtNoFileOfWhoSendsTooMuch() {
    wait = Optional.of(Duration.ofSeconds(7));

    var refused = refusal(List.of(fresh("MZ")));

    assertThat(refused).hasMessage("Rate limit exceeded. Please slow down.");
    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void refusesMoreFilesThanAMessageCanHave() {
    var three = List.<Enclosure>of(checked("1"), checked("2"), checked("3"));
    assertThat(take(three).attachments()).hasSize(3);

    var refused = refusal(Collections.nCopies(4, three.getFirst()));

    assertThat(refused).hasMessage("A message can have at most 3 files");
    assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
    assertThatThrownBy(() -> new FileLimits(20, 1, true).checkNumber(2))
        .hasMessage("A message can have at most 1 file");
  }

  @Test
  void keepsNoneWhereOneIsRefused() {
    var refused = refusal(List.of(fresh("PNG 1"), checked("22"), fresh("MZ")));

    assertThat(refused).hasMessage("Attachment 3 is a program or script, which is not accepted");
    assertThat(store.names()).isEmpty();
  }

  @Test
  void keepsNoneWhereTheStoreFillsUp() {
    store.fullAfter(2);

    assertThat(refusal(List.of(fresh("PNG 1"), fresh("22"))).code())
        .isEqualTo(ErrorCode.UNAVAILABLE);

    assertThat(store.names()).isEmpty();
    assertThat(workspace.left()).isEmpty();
  }

  @Test
  void closesTheThumbnailsThatItMadeAndDidNotKeep() {
    refusal(List.of(fresh("PNG 1"), fresh("PNG 2"), fresh("MZ")));

    assertThat(workspace.left()).hasSize(1);
  }

  @Test
  void leavesCheckedFilesOpenForTheirMaker() {
    var checked = checked("PNG 1");

    refusal(List.of(checked, fresh("MZ")));

    assertThat(workspace.left())
        .contains(
            checked.file().content().path(),
            checked.file().thumbnail().orElseThrow().content().path());
  }

  @Test
  void knowsFilesByWhatWasSent() {
    var digest = digestOf(fresh("PNG GPS"), fresh("b"));

    assertThat(digestOf(fresh("PNG GPS"), fresh("b"))).isEqualTo(digest);
    assertThat(digestOf(checked("PNG GPS"), checked("b"))).isEqualTo(digest);
    assertThat(digestOf(fresh("PNG ---"), fresh("b"))).isNotEqualTo(digest);
    assertThat(digestOf(fresh("b"), fresh("PNG GPS"))).isNotEqualTo(digest);
    assertThat(digestOf(fresh("PNG GPS"))).isNotEqualTo(digest);
    assertThat(digestOf(named("other.txt", "PNG GPS"), fresh("b"))).isNotEqualTo(digest);
    assertThat(digestOf()).isEmpty();
  }

  private String digestOf(Enclosure... files) {
    return take(List.of(files)).digest();
  }

  private KeptFiles take(List<Enclosure> files) {
    return takeFiles.take(CLARA.id(), files);
  }

  private Refused refusal(List<Enclosure> files) {
    return catchThrowableOfType(Refused.class, () -> take(files));
  }

  private Fresh fresh(String content) {
    return named("a.txt", content);
  }

  private Fresh named(String name, String content) {
    return new Fresh(workspace.incoming(name, content));
  }

  private Checked checked(String content) {
    return new Checked(checkFile.check(workspace.incoming("a.txt", content), "a.txt"));
  }
}
