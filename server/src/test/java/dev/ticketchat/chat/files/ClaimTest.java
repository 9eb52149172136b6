package dev.ticketchat.chat.files;

import static dev.ticketchat.chat.files.UploadBench.CLARA;
import static dev.ticketchat.chat.files.UploadBench.OTTO;
import static dev.ticketchat.chat.files.UploadBench.TICKET;
import static dev.ticketchat.chat.files.UploadBench.assertRefused;
import static dev.ticketchat.chat.files.UploadBench.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.tickets.TicketId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {
  @TempDir private Path folder;
  private UploadBench bench;
  private Uploads uploads;
  private UploadId text;
  private UploadId picture;

  @BeforeEach
  void twoAreReady() {
    bench = new UploadBench(folder);
    uploads = bench.uploads;
    text = bench.finished(CLARA, "a.txt", "Hello");
    picture = bench.finished(CLARA, "b.png", "PNG");
  }

  @Test
  void theFilesComeInTheOrderOfTheMessage() {
    try (var claim = files(picture, text)) {
      assertThat(claim.files()).map(CheckedFile::originalName).containsExactly("b.png", "a.txt");
      assertThat(claim.files()).map(UploadBench::read).containsExactly("PNG", "Hello");
      assertThat(claim.digests())
          .containsExactlyElementsOf(claim.files().stream().map(Claim.Digest::of).toList());
    }
  }

  @Test
  void noUploadsAreNoFiles() {
    try (var claim = files()) {
      assertThat(claim.files()).isEmpty();
    }
  }

  @Test
  void whatWasNotStoredIsDeletedWhenTheSendIsOver() {
    var claim = files(picture, text);
    UploadBench.delete(claim.files().getLast().content().path());

    claim.close();
    claim.close();

    assertThat(bench.workspace.left()).isEmpty();
  }

  @Test
  void whileOneSendHasThemAnotherGetsTheirDigests() {
    try (var claim = files(text, picture)) {
      var other = spent(picture, text);

      assertThat(other.digests()).isEqualTo(claim.digests().reversed());
      assertThat(other.underWay()).isTrue();
      assertThat(other.refusal().code()).isEqualTo(ErrorCode.UNAVAILABLE);
      other.close();
      assertThat(bench.workspace.left()).hasSize(3);
    }
  }

  @Test
  void onceTheyWereSentTheirDigestsStayForAnHour() {
    var digests = send(text, picture);
    bench.advance(Duration.ofHours(1).minusMillis(1));
    uploads.expire();

    var repeat = spent(text, picture);

    assertThat(repeat.digests()).isEqualTo(digests);
    assertThat(repeat.underWay()).isFalse();
    assertThat(repeat.refusal()).hasMessage("This file was already sent. Please upload it again.");
    bench.advance(Duration.ofMillis(1));
    assertNotFound("Upload 1", () -> claim(text, picture));
    uploads.expire();
    assertNotFound("Upload 1", () -> claim(text, picture));
  }

  @Test
  void onlySoManyDigestsAreKept() {
    send(text, picture);
    var another = bench.finished(CLARA, "c.txt", "one more");

    send(another);

    assertNotFound("Upload 1", () -> claim(text));
    assertThat(spent(picture, another).digests()).hasSize(2);
  }

  @Test
  void whatWasSentMakesRoom() {
    send(text, picture);

    for (var n = 0; n < 3; n++) {
      assertThat(bench.open(CLARA, 4).offset()).isZero();
    }
  }

  @Test
  void whatIsGivenBackWaitsForAnotherSend() {
    try (var claim = files(text, picture)) {
      claim.giveBack();
    }
    bench.advance(Duration.ofHours(1).minusMillis(1));

    try (var again = files(text, picture)) {
      assertThat(again.files()).map(UploadBench::read).containsExactly("Hello", "PNG");
    }
  }

  @Test
  void whatAStoreTookDoesNotComeBackButIsRecognised() {
    var claim = files(text, picture);
    UploadBench.delete(claim.files().getFirst().content().path());

    claim.giveBack();
    claim.close();

    assertThat(spent(text, picture).digests()).isEqualTo(claim.digests());
    assertThat(bench.workspace.left()).isEmpty();
  }

  @Test
  void oneThatWasSentKeepsTheOthersFromGoing() {
    send(text);

    var mixed = spent(text, picture);

    assertThat(mixed.digests()).hasSize(2);
    assertThat(mixed.underWay()).isFalse();
    try (var claim = files(picture)) {
      assertThat(claim.files()).hasSize(1);
    }
  }

  @Test
  void oneThatIsUnderWayKeepsTheOthersFromGoing() {
    try (var first = files(picture)) {
      var mixed = spent(text, picture);

      assertThat(mixed.underWay()).isTrue();
      assertThat(first.files()).hasSize(1);
      try (var claim = files(text)) {
        assertThat(claim.files()).hasSize(1);
      }
    }
  }

  @Test
  void oneThatIsNotThereKeepsTheOthersFromGoing() {
    assertNotFound("Upload 2", () -> claim(text, new UploadId("x"), picture));

    try (var claim = files(text, picture)) {
      assertThat(claim.files()).hasSize(2);
    }
  }

  @Test
  void toAnotherUserTheyAreNotThere() {
    assertNotFound("Upload 1", () -> uploads.claim(OTTO, TICKET, List.of(text)));
    send(text);
    assertNotFound("Upload 1", () -> uploads.claim(OTTO, TICKET, List.of(text)));
  }

  @Test
  void theyGoWithTheirTicketAlone() {
    var other = new TicketId("t2");
    send(picture);

    for (var id : List.of(text, picture)) {
      var refused =
          assertRefused(ErrorCode.INVALID, () -> uploads.claim(CLARA, other, List.of(id)));
      assertThat(refused).hasMessage("Upload 1 is for another ticket");
    }
  }

  @Test
  void whatIsNotFinishedDoesNotGo() {
    var unfinished = bench.sent(CLARA, "c.txt", "text");

    var refused = assertRefused(ErrorCode.INVALID, () -> claim(text, unfinished));

    assertThat(refused).hasMessage("Upload 2 is not finished");
  }

  @Test
  void eachGoesOnce() {
    assertRefused(ErrorCode.INVALID, () -> claim(text, text));
  }

  @Test
  void whatIsBeingSentIsFinishedAndDoesNotExpire() {
    try (var claim = files(text)) {
      bench.advance(Duration.ofHours(2));
      uploads.expire();

      assertThat(uploads.finish(CLARA, text).name()).isEqualTo("a.txt");
      assertThat(uploads.resume(CLARA, text, file("a.txt", 5)).offset()).isEqualTo(5);
      claim.giveBack();
    }

    assertThat(files(text).files()).hasSize(1);
  }

  @Test
  void whatIsCanceledWhileItIsSentDoesNotComeBack() {
    var claim = files(text);
    uploads.cancel(CLARA, text);
    assertThat(claim.files()).map(UploadBench::read).containsExactly("Hello");

    claim.giveBack();

    assertNotFound("Upload 1", () -> claim(text));
    assertThat(bench.workspace.left()).hasSize(2);
  }

  @Test
  void closingLeavesWhatIsBeingSentToItsSend() {
    var claim = files(text);

    uploads.close();

    assertThat(claim.files()).map(UploadBench::read).containsExactly("Hello");
    claim.close();
    assertThat(bench.workspace.left()).isEmpty();
  }

  @Test
  void ofManySendsAtOnceOneGetsTheFiles() throws Exception {
    var sends = new ArrayList<Callable<Claim>>();
    for (var n = 0; n < 20; n++) {
      var ids = n % 2 == 0 ? List.of(text, picture) : List.of(picture, text);
      sends.add(() -> uploads.claim(CLARA, TICKET, ids));
    }

    var got = new ArrayList<Claim>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var send : threads.invokeAll(sends)) {
        got.add(send.get());
      }
    }

    assertThat(got).filteredOn(Claim.Files.class::isInstance).hasSize(1);
  }

  private List<Claim.Digest> send(UploadId... ids) {
    try (var claim = files(ids)) {
      return claim.digests();
    }
  }

  private Claim.Files files(UploadId... ids) {
    return (Claim.Files) claim(ids);
  }

  private Claim.Spent spent(UploadId... ids) {
    return (Claim.Spent) claim(ids);
  }

  private Claim claim(UploadId... ids) {
    return uploads.claim(CLARA, TICKET, List.of(ids));
  }

  private static void assertNotFound(String which, ThrowingCallable step) {
    assertThat(assertRefused(ErrorCode.NOT_FOUND, step))
        .hasMessage(which + " was not found. Please upload the file again.");
  }
}
