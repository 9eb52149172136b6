package dev.ticketchat.chat.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.fakes.FakeInspector;
import dev.ticketchat.chat.fakes.FakePictures;
import dev.ticketchat.chat.fakes.FakeScanner;
import dev.ticketchat.chat.fakes.FakeWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckFileTest {
  private static final String HELLO_SHA_256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path folder;

  private final FakeScanner scanner = new FakeScanner();
  private FakeWorkspace workspace;
  private CheckFile checkFile;

  @BeforeEach
  void openWorkspace() {
    workspace = new FakeWorkspace(folder);
    checkFile = checkFile(new FileLimits(20, 10, true));
  }

  @Test
  void describesAFileThatPasses() {
    var file = workspace.incoming("folder/a.txt", "hello");

    var checked = checkFile.check(file, "Attachment 1");

    assertThat(checked.originalName()).isEqualTo("a.txt");
    assertThat(checked.type()).isEqualTo(FakeInspector.TEXT);
    assertThat(checked.content()).isSameAs(file.content());
    assertThat(checked.size()).isEqualTo(5);
    assertThat(checked.hash()).isEqualTo(HELLO_SHA_256);
    assertThat(checked.sentHash()).isEqualTo(HELLO_SHA_256);
    assertThat(checked.thumbnail()).isEmpty();
  }

  @Test
  void refusesANameOfWhichNothingIsLeft() {
    var refused = refusal("../\u0000", "hello");

    assertThat(refused).hasMessage("Attachment 2 must have a valid name");
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
  }

  @Test
  void takesAFileOfTheMaximumSizeAndNoByteMore() {
    var largest = checkFile.check(workspace.incoming("a", "x".repeat(20)), "Attachment 1");
    largest.close();

    var refused = refusal("a", "x".repeat(21));

    assertThat(refused).hasMessage("Attachment 2 exceeds maximum size of 20 bytes");
    assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource({
    "10485760, 10MB",
    "1048576, 1MB",
    "2147483648, 2048MB",
    "1572864, 1536KB",
    "1000, 1000 bytes"
  })
  void saysTheMaximumSizeAsItIsConfigured(long bytes, String words) {
    assertThat(new FileLimits(bytes, 10, true).tooLarge("Attachment 1"))
        .hasMessage("Attachment 1 exceeds maximum size of " + words);
  }

  @Test
  void refusesAFileOfNoBytes() {
    var refused = refusal("a.txt", "");

    assertThat(refused).hasMessage("Attachment 2 must have valid base64 data");
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
  }

  @Test
  void saysWhichFileTheInspectorRejectsAndWhy() {
    var refused = refusal("a.txt", "MZ program");

    assertThat(refused).hasMessage("Attachment 2 is a program or script, which is not accepted");
    assertThat(refused.code()).isEqualTo(ErrorCode.FILE_REJECTED);
  }

  @Test
  void saysWhichFileIsMaliciousAndNotWhatWasFound() {
    var refused = refusal("a.txt", "EICAR");

    assertThat(refused).hasMessage("Attachment 2 contains malicious content");
    assertThat(refused.code()).isEqualTo(ErrorCode.MALICIOUS_FILE);
  }

  @Test
  void takesNothingThatCouldNotBeScanned() {
    scanner.away(true);

    assertThat(refusal("a.txt", "hello").code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void removesThePositionAndKnowsTheFileAsItWasSentAndAsItIsStored() throws IOException {
    var file = workspace.incoming("a.png", "PNG GPS");

    var checked = checkFile.check(file, "Attachment 1");

    assertThat(Files.readString(file.content().path())).isEqualTo("PNG ---");
    assertThat(checked.sentHash()).isEqualTo(Fingerprint.of("PNG GPS").hash());
    assertThat(checked.hash()).isEqualTo(Fingerprint.of("PNG ---").hash());
  }

  @Test
  void leavesThePositionWhereItIsToldTo() throws IOException {
    var file = workspace.incoming("a.png", "PNG GPS");

    var checked = checkFile(new FileLimits(20, 10, false)).check(file, "Attachment 1");

    assertThat(Files.readString(file.content().path())).isEqualTo("PNG GPS");
    assertThat(checked.hash()).isEqualTo(checked.sentHash());
  }

  @Test
  void makesAThumbnailOfAPictureWithoutItsPosition() throws IOException {
    var checked = checkFile.check(workspace.incoming("a.png", "PNG GPS"), "Attachment 1");

    var thumbnail = checked.thumbnail().orElseThrow();
    assertThat(thumbnail.type()).isEqualTo(FakePictures.JPEG);
    assertThat(Files.readString(thumbnail.content().path())).isEqualTo("small PNG ---");
    checked.close();
    assertThat(workspace.left()).isEmpty();
  }

  @Test
  void takesAPictureOfWhichThereIsNoThumbnail() {
    var file = workspace.incoming("a.png", "PNG odd");

    var checked = checkFile.check(file, "Attachment 1");

    assertThat(checked.thumbnail()).isEmpty();
    assertThat(workspace.left()).containsExactly(file.content().path());
  }

  @Test
  void leavesNothingOfItsOwnWhenMakingAThumbnailFails() {
    var file = workspace.incoming("a.png", "PNG bug");

    assertThat(
            catchThrowableOfType(
                IllegalStateException.class, () -> checkFile.check(file, "Attachment 1")))
        .isNotNull();

    assertThat(workspace.left()).containsExactly(file.content().path());
  }

  private Refused refusal(String name, String content) {
    var file = workspace.incoming(name, content);
    var refused = catchThrowableOfType(Refused.class, () -> checkFile.check(file, "Attachment 2"));
    assertThat(workspace.left()).containsExactly(file.content().path());
    return refused;
  }

  private CheckFile checkFile(FileLimits limits) {
    return new CheckFile(
        new FakeInspector(),
        scanner,
        new FakePictures(),
        workspace,
        limits,
        new Workers(Runnable::run));
  }
}
