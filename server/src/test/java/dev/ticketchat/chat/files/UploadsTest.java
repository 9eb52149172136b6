package dev.ticketchat.chat.files;

import static dev.ticketchat.chat.files.UploadBench.CLARA;
import static dev.ticketchat.chat.files.UploadBench.LIMITS;
import static dev.ticketchat.chat.files.UploadBench.OTTO;
import static dev.ticketchat.chat.files.UploadBench.assertRefused;
import static dev.ticketchat.chat.files.UploadBench.chunk;
import static dev.ticketchat.chat.files.UploadBench.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.files.ChunkReceipt.Repeated;
import dev.ticketchat.chat.files.ChunkReceipt.Taken;
import dev.ticketchat.chat.tickets.TicketId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadsTest {
  private static final String TEXT = "Hello, world";

  @TempDir private Path folder;
  private UploadBench bench;
  private Uploads uploads;

  @BeforeEach
  void open() {
    bench = new UploadBench(folder);
    uploads = bench.uploads;
  }

  @Test
  void aFileThatCameInChunksIsWhole() {
    var begun = bench.open(CLARA, 10);

    var first = uploads.append(CLARA, begun.id(), 0, chunk("Hello, you", 0));
    var second = uploads.append(CLARA, begun.id(), 4, chunk("Hello, you", 4));
    var last = uploads.append(CLARA, begun.id(), 8, chunk("Hello, you", 8));

    assertThat(begun).isEqualTo(new UploadProgress(begun.id(), 0, 4, 10));
    assertThat(List.of(first, second, last))
        .containsExactly(new Taken(4), new Taken(8), new Taken(10));
    assertThat(uploads.finish(CLARA, begun.id()))
        .isEqualTo(new FinishedUpload(begun.id(), "a.txt", 10, "text/plain"));
    assertThat(bench.workspace.left()).map(UploadBench::read).containsExactly("Hello, you");
  }

  @Test
  void idsAreLongAndNeverTheSame() {
    var ids = new HashSet<String>();
    for (var n = 0; n < 100; n++) {
      var id = bench.open(CLARA, 1).id();
      ids.add(id.value());
      uploads.cancel(CLARA, id);
    }

    assertThat(ids).hasSize(100).allMatch(id -> id.matches("[0-9a-v]{32}"));
  }

  @ParameterizedTest
  @CsvSource({"0,4", "4,4", "0,8", "4,1", "7,1", "0,1"})
  void aChunkThatCameBeforeChangesNothing(long offset, int length) {
    var id = bench.open(CLARA, 12).id();
    uploads.append(CLARA, id, 0, chunk(TEXT, 0));
    uploads.append(CLARA, id, 4, chunk(TEXT, 4));

    var repeated = uploads.append(CLARA, id, offset, ByteBuffer.allocate(length));

    assertThat(repeated).isEqualTo(new Repeated(8));
    assertThat(bench.workspace.left()).map(UploadBench::read).containsExactly("Hello, w");
  }

  @ParameterizedTest
  @CsvSource({"8,4", "4,3", "4,5", "4,8", "2,4", "3,2", "5,4", "1000000000000,4"})
  void aChunkOutOfPlaceIsRefusedWithTheNextOffset(long offset, int length) {
    var id = bench.open(CLARA, 12).id();
    uploads.append(CLARA, id, 0, chunk(TEXT, 0));

    var refused =
        assertRefused(
            ErrorCode.INVALID,
            () -> uploads.append(CLARA, id, offset, ByteBuffer.allocate(length)));

    assertThat(refused).hasMessage("The next chunk must begin at offset 4 and have 4 bytes");
    assertThat(uploads.append(CLARA, id, 4, chunk(TEXT, 4))).isEqualTo(new Taken(8));
  }

  @Test
  void theLastChunkHasWhatIsLeft() {
    var id = bench.open(CLARA, 6).id();
    uploads.append(CLARA, id, 0, chunk(TEXT, 0));

    var refused =
        assertRefused(
            ErrorCode.INVALID, () -> uploads.append(CLARA, id, 4, ByteBuffer.allocate(4)));

    assertThat(refused).hasMessage("The next chunk must begin at offset 4 and have 2 bytes");
    assertThat(uploads.append(CLARA, id, 4, ByteBuffer.allocate(2))).isEqualTo(new Taken(6));
  }

  @Test
  void nothingFollowsTheLastChunk() {
    var id = bench.finished(CLARA, "a.txt", TEXT);

    var refused =
        assertRefused(
            ErrorCode.INVALID, () -> uploads.append(CLARA, id, 12, ByteBuffer.allocate(1)));

    assertThat(refused).hasMessage("The file is complete at offset 12: finish the upload");
    assertThat(uploads.append(CLARA, id, 8, chunk(TEXT, 8))).isEqualTo(new Repeated(12));
  }

  @Test
  void anUploadIsResumedWhereItStopped() {
    var id = bench.open(CLARA, 12).id();
    uploads.append(CLARA, id, 0, chunk(TEXT, 0));

    var resumed = uploads.resume(CLARA, id, file("renamed.txt", 12));

    assertThat(resumed).isEqualTo(new UploadProgress(id, 4, 4, 12));
  }

  @Test
  void aFinishedUploadIsResumedAtItsEnd() {
    var id = bench.finished(CLARA, "a.txt", TEXT);

    assertThat(uploads.resume(CLARA, id, file("a.txt", 12)).offset()).isEqualTo(12);
  }

  @Test
  void anotherFileDoesNotResumeAnUpload() {
    var id = bench.open(CLARA, 12).id();
    var otherTicket = new NewUpload(new TicketId("t2"), "a.txt", "", 12);

    for (var other : List.of(file("a.txt", 11), otherTicket)) {
      assertRefused(ErrorCode.INVALID, () -> uploads.resume(CLARA, id, other));
    }
  }

  @Test
  void toAnotherUserAnUploadIsTheSameAsNone() {
    var id = bench.finished(CLARA, "a.txt", TEXT);

    for (var asked : List.of(id, new UploadId("x"))) {
      assertNotFound(() -> uploads.resume(OTTO, asked, file("a.txt", 12)));
      assertNotFound(() -> uploads.append(OTTO, asked, 0, chunk(TEXT, 0)));
      assertNotFound(() -> uploads.finish(OTTO, asked));
      uploads.cancel(OTTO, asked);
    }

    assertThat(uploads.finish(CLARA, id).size()).isEqualTo(12);
  }

  @Test
  void aCanceledUploadIsDeleted() {
    var id = bench.open(CLARA, 12).id();
    var finished = bench.finished(CLARA, "PNG.png", "PNG");

    uploads.cancel(CLARA, id);
    uploads.cancel(CLARA, id);
    uploads.cancel(CLARA, finished);

    assertThat(bench.workspace.left()).isEmpty();
    assertNotFound(() -> uploads.append(CLARA, id, 0, chunk(TEXT, 0)));
    assertNotFound(() -> uploads.finish(CLARA, finished));
  }

  @Test
  void whatIsNotCompleteCannotBeFinished() {
    var id = bench.open(CLARA, 12).id();
    uploads.append(CLARA, id, 0, chunk(TEXT, 0));

    var refused = assertRefused(ErrorCode.INVALID, () -> uploads.finish(CLARA, id));

    assertThat(refused).hasMessage("The file is not complete: the next chunk begins at offset 4");
    assertThat(uploads.append(CLARA, id, 4, chunk(TEXT, 4))).isEqualTo(new Taken(8));
  }

  @Test
  void finishingTwiceIsFinishingOnce() {
    var scans = new AtomicInteger();
    bench.onScan = scans::incrementAndGet;
    var id = bench.sent(CLARA, "../../b\u0000.txt", TEXT);

    var once = uploads.finish(CLARA, id);
    var twice = uploads.finish(CLARA, id);

    assertThat(once).isEqualTo(new FinishedUpload(id, "b.txt", 12, "text/plain")).isEqualTo(twice);
    assertThat(scans).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({
    "MZ program,FILE_REJECTED,'File is a program or script, which is not accepted'",
    "EICAR,MALICIOUS_FILE,File contains malicious content"
  })
  void aFileThatIsNotTakenIsGoneAtOnce(String text, ErrorCode code, String message) {
    var id = bench.sent(CLARA, "a.txt", text);

    var refused = assertRefused(code, () -> uploads.finish(CLARA, id));

    assertThat(refused).hasMessage(message);
    assertThat(bench.workspace.left()).isEmpty();
    assertNotFound(() -> uploads.finish(CLARA, id));
  }

  @Test
  void aFileThatCouldNotBeCheckedMayBeFinishedAgain() {
    var id = bench.sent(CLARA, "a.txt", TEXT);
    bench.scanner.away(true);
    assertRefused(ErrorCode.UNAVAILABLE, () -> uploads.finish(CLARA, id));
    bench.scanner.away(false);

    var finished = uploads.finish(CLARA, id);

    assertThat(finished.size()).isEqualTo(12);
  }

  @Test
  void aFileThatABugStumblesOverIsGone() {
    var id = bench.sent(CLARA, "a.png", "PNG bug");

    assertThatThrownBy(() -> uploads.finish(CLARA, id)).isInstanceOf(IllegalStateException.class);

    assertThat(bench.workspace.left()).isEmpty();
    assertNotFound(() -> uploads.finish(CLARA, id));
  }

  @Test
  void aChunkThatCannotBeWrittenMayBeSentAgain() throws IOException {
    var id = bench.open(CLARA, 12).id();
    var disk = bench.workspace.left().getFirst();
    Files.delete(disk);

    assertRefused(ErrorCode.UNAVAILABLE, () -> uploads.append(CLARA, id, 0, chunk(TEXT, 0)));
    Files.createFile(disk);
    bench.send(CLARA, id, TEXT);

    assertThat(bench.writeFailures).hasSize(1);
    assertThat(UploadBench.read(disk)).isEqualTo(TEXT);
  }

  @Test
  void withoutAChunkAnUploadEndsAfterTenMinutes() {
    var id = bench.open(CLARA, 12).id();
    bench.advance(Duration.ofMinutes(9));
    uploads.append(CLARA, id, 0, chunk(TEXT, 0));
    bench.advance(Duration.ofMinutes(9));
    uploads.append(CLARA, id, 0, chunk(TEXT, 0));
    bench.advance(Duration.ofMinutes(9));
    uploads.resume(CLARA, id, file("a.txt", 12));
    bench.advance(Duration.ofMinutes(10).minusMillis(1));
    uploads.expire();
    uploads.append(CLARA, id, 4, chunk(TEXT, 4));

    bench.advance(Duration.ofMinutes(10));

    assertNotFound(() -> uploads.append(CLARA, id, 8, chunk(TEXT, 8)));
    assertThat(bench.workspace.left()).isEmpty();
  }

  @Test
  void aFinishedUploadWaitsAnHourForItsMessage() {
    var id = bench.finished(CLARA, "a.txt", TEXT);
    bench.advance(Duration.ofHours(1).minusMillis(1));
    uploads.expire();
    assertThat(uploads.finish(CLARA, id).size()).isEqualTo(12);

    bench.advance(Duration.ofMillis(1));

    assertNotFound(() -> uploads.finish(CLARA, id));
  }

  @Test
  void whatNobodyCameBackForIsDeleted() {
    bench.open(CLARA, 12);
    bench.sent(CLARA, "a.txt", TEXT);
    bench.finished(OTTO, "b.png", "PNG");
    bench.advance(Duration.ofHours(1));

    uploads.expire();

    assertThat(bench.workspace.left()).isEmpty();
  }

  @Test
  void aUserHasSoManyUploadsOnTheWayAndNoMore() {
    var id = bench.open(CLARA, 1).id();
    bench.finished(CLARA, "b.txt", "b");
    bench.open(CLARA, 1);

    var refused = assertRefused(ErrorCode.RATE_LIMITED, () -> bench.open(CLARA, 1));

    assertThat(refused.retryAfter()).isPresent();
    assertThat(bench.open(OTTO, 1).offset()).isZero();
    uploads.cancel(CLARA, id);
    assertThat(bench.open(CLARA, 1).offset()).isZero();
  }

  @Test
  void aUserHasSoManyBytesOnTheWayAndNoMore() {
    var id = bench.open(CLARA, 12).id();

    assertRefused(ErrorCode.RATE_LIMITED, () -> bench.open(CLARA, 13));

    assertThat(bench.open(CLARA, 12).offset()).isZero();
    assertRefused(ErrorCode.RATE_LIMITED, () -> bench.open(CLARA, 1));
    uploads.cancel(CLARA, id);
    assertThat(bench.open(CLARA, 12).offset()).isZero();
    assertThat(bench.workspace.left()).hasSize(2);
  }

  @Test
  void theNodeHasRoomForSoManyBytesAndNoMore() {
    bench = new UploadBench(folder, withNodeBytes(24));
    uploads = bench.uploads;
    var id = bench.open(CLARA, 20).id();

    assertRefused(ErrorCode.UNAVAILABLE, () -> bench.open(OTTO, 5));

    // A byte counts as a chunk.
    assertThat(bench.open(OTTO, 1).offset()).isZero();
    assertRefused(ErrorCode.UNAVAILABLE, () -> bench.open(OTTO, 1));
    uploads.cancel(CLARA, id);
    assertThat(bench.open(OTTO, 20).offset()).isZero();
  }

  @Test
  void withoutADiskNothingIsTaken() throws IOException {
    bench = new UploadBench(folder.resolve("missing"));
    uploads = bench.uploads;
    for (var n = 0; n < 10; n++) {
      assertThatThrownBy(() -> bench.open(CLARA, 12)).isInstanceOf(RuntimeException.class);
    }

    Files.createDirectory(folder.resolve("missing"));

    assertThat(bench.open(CLARA, 12).offset()).isZero();
  }

  @Test
  void closingDeletesEverythingAndTakesNothingMore() {
    var id = bench.open(CLARA, 12).id();
    bench.finished(OTTO, "a.png", "PNG");

    uploads.close();

    assertThat(bench.workspace.left()).isEmpty();
    assertNotFound(() -> uploads.append(CLARA, id, 0, chunk(TEXT, 0)));
    assertRefused(ErrorCode.UNAVAILABLE, () -> bench.open(CLARA, 12));
    assertThat(bench.workspace.left()).isEmpty();
  }

  @Test
  void twoConnectionsThatBringTheSameChunksMakeOneFile() throws Exception {
    var text = "0123456789abcdefghij";
    var id = bench.open(CLARA, text.length()).id();
    var taken = new AtomicInteger();
    Callable<Void> connection =
        () -> {
          for (var at = 0; at < text.length(); at += UploadBench.CHUNK) {
            if (uploads.append(CLARA, id, at, chunk(text, at)) instanceof Taken) {
              taken.incrementAndGet();
            }
          }
          return null;
        };

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(List.of(connection, connection, connection, connection))) {
        done.get();
      }
    }

    assertThat(taken).hasValue(5);
    assertThat(bench.workspace.left()).map(UploadBench::read).containsExactly(text);
  }

  private static UploadLimits withNodeBytes(long bytes) {
    return new UploadLimits(
        LIMITS.chunkSize(),
        LIMITS.openPerUser(),
        LIMITS.bytesPerUser(),
        bytes,
        LIMITS.remembered(),
        LIMITS.checksPerUser(),
        LIMITS.patience(),
        LIMITS.idle(),
        LIMITS.kept());
  }

  private static void assertNotFound(ThrowingCallable step) {
    assertThat(assertRefused(ErrorCode.NOT_FOUND, step))
        .hasMessage("Upload was not found. Please upload the file again.");
  }
}
