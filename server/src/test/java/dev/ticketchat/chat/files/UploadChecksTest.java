package dev.ticketchat.chat.files;

import static dev.ticketchat.chat.files.UploadBench.CLARA;
import static dev.ticketchat.chat.files.UploadBench.LIMITS;
import static dev.ticketchat.chat.files.UploadBench.OTTO;
import static dev.ticketchat.chat.files.UploadBench.TICKET;
import static dev.ticketchat.chat.files.UploadBench.assertRefused;
import static dev.ticketchat.chat.files.UploadBench.chunk;
import static dev.ticketchat.chat.files.UploadBench.file;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.ChunkReceipt.Repeated;
import dev.ticketchat.chat.identity.UserId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Checks that take their time: the scanner goes on when a test says so.
@Timeout(60)
class UploadChecksTest {
  private static final String TEXT = "Hello, world";

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore goOn = new Semaphore(0);
  private final AtomicInteger begun = new AtomicInteger();
  private UploadBench bench;
  private Uploads uploads;

  @BeforeEach
  void open() {
    use(LIMITS);
  }

  @AfterEach
  void letAllGo() {
    goOn.release(1_000);
    threads.close();
  }

  @Test
  void whoFinishesWhileTheCheckRunsGetsItsAnswer() throws Exception {
    var id = bench.sent(CLARA, "a.txt", TEXT);
    var first = finish(CLARA, id);
    awaitChecks(1);
    var second = finish(CLARA, id);

    goOn.release();

    assertThat(first.get(10, SECONDS)).isEqualTo(second.get(10, SECONDS));
    assertThat(begun).hasValue(1);
  }

  @Test
  void whoFinishesWhileTheCheckRunsGetsItsRefusal() {
    var id = bench.sent(CLARA, "a.txt", "EICAR");
    var first = finish(CLARA, id);
    awaitChecks(1);
    var second = finish(CLARA, id);
    var third = finish(CLARA, id);

    goOn.release();

    assertFails(ErrorCode.MALICIOUS_FILE, first);
    assertFailsOrIsGone(ErrorCode.MALICIOUS_FILE, second);
    assertFailsOrIsGone(ErrorCode.MALICIOUS_FILE, third);
  }

  @Test
  void onlyAFewWaitForTheSameCheck() {
    var id = bench.sent(CLARA, "a.txt", TEXT);
    begin(CLARA, id);
    awaitChecks(1);

    var others = Stream.generate(() -> finish(CLARA, id)).limit(10).toList();

    await().until(() -> others.stream().filter(Future::isDone).count() >= 6);
    for (var other : others.stream().filter(Future::isDone).toList()) {
      assertFails(ErrorCode.UNAVAILABLE, other);
    }
  }

  @Test
  void everythingElseGoesOnWhileAFileIsChecked() {
    var checking = bench.sent(CLARA, "a.txt", TEXT);
    begin(CLARA, checking);
    awaitChecks(1);

    var other = bench.sent(CLARA, "b.txt", TEXT);

    assertThat(uploads.resume(CLARA, checking, file("a.txt", 12)).offset()).isEqualTo(12);
    assertThat(uploads.append(CLARA, checking, 8, chunk(TEXT, 8))).isEqualTo(new Repeated(12));
    assertThat(uploads.resume(CLARA, other, file("b.txt", 12)).offset()).isEqualTo(12);
    assertRefused(ErrorCode.INVALID, () -> uploads.claim(CLARA, TICKET, List.of(checking)));
  }

  @Test
  void aCheckIsNotIdleHoweverLongItTakes() throws Exception {
    var id = bench.sent(CLARA, "a.txt", TEXT);
    var finished = finish(CLARA, id);
    awaitChecks(1);
    bench.advance(Duration.ofHours(2));
    uploads.expire();

    goOn.release();

    assertThat(finished.get(10, SECONDS).size()).isEqualTo(12);
    assertThat(uploads.finish(CLARA, id).size()).isEqualTo(12);
  }

  @Test
  void whatIsCanceledWhileItIsCheckedIsDeletedAfterwards() {
    var id = bench.sent(CLARA, "a.png", "PNG picture");
    var finished = finish(CLARA, id);
    awaitChecks(1);

    uploads.cancel(CLARA, id);

    assertThat(bench.workspace.left()).hasSize(1);
    goOn.release();
    assertFails(ErrorCode.NOT_FOUND, finished);
    assertThat(bench.workspace.left()).isEmpty();
  }

  @Test
  void whatIsCanceledTakesUpRoomUntilItIsDeleted() {
    var id = bench.sent(CLARA, "a.txt", "EICAR and so on and on");
    var finished = finish(CLARA, id);
    awaitChecks(1);
    uploads.cancel(CLARA, id);

    assertRefused(ErrorCode.RATE_LIMITED, () -> bench.open(CLARA, 12));

    goOn.release();
    assertFailsOrIsGone(ErrorCode.MALICIOUS_FILE, finished);
    assertThat(bench.open(CLARA, 12).offset()).isZero();
  }

  @Test
  void closingLeavesWhatIsCheckedToWhoChecksIt() {
    var finished = finish(CLARA, bench.sent(CLARA, "a.png", "PNG picture"));
    awaitChecks(1);

    uploads.close();

    goOn.release();
    assertFails(ErrorCode.NOT_FOUND, finished);
    assertThat(bench.workspace.left()).isEmpty();
  }

  @Test
  void soManyFilesOfAUserAreCheckedAtATime() throws Exception {
    var waiting =
        List.of("a", "b", "c").stream()
            .map(name -> finish(CLARA, bench.sent(CLARA, name, "text")))
            .toList();
    awaitChecks(2);
    var other = finish(OTTO, bench.sent(OTTO, "d", "text"));

    awaitChecks(3);

    goOn.release(4);
    assertThat(other.get(10, SECONDS).name()).isEqualTo("d");
    for (var finished : waiting) {
      assertThat(finished.get(10, SECONDS).size()).isEqualTo(4);
    }
    assertThat(begun).hasValue(4);
  }

  @Test
  void whoseTurnDoesNotComeMayTryAgain() throws Exception {
    use(withPatience(Duration.ofMillis(50)));
    begin(CLARA, bench.sent(CLARA, "a", "text"));
    begin(CLARA, bench.sent(CLARA, "b", "text"));
    awaitChecks(2);
    var id = bench.sent(CLARA, "c", "text");

    assertRefused(ErrorCode.UNAVAILABLE, () -> uploads.finish(CLARA, id));

    goOn.release(3);
    assertThat(finish(CLARA, id).get(10, SECONDS).name()).isEqualTo("c");
  }

  @Test
  void whoWaitsTooLongForAnothersCheckMayTryAgain() {
    use(withPatience(Duration.ofMillis(50)));
    var id = bench.sent(CLARA, "a.txt", TEXT);
    begin(CLARA, id);
    awaitChecks(1);

    assertRefused(ErrorCode.UNAVAILABLE, () -> uploads.finish(CLARA, id));

    goOn.release();
    await().untilAsserted(() -> assertThat(uploads.finish(CLARA, id).size()).isEqualTo(12));
  }

  private void use(UploadLimits limits) {
    bench = new UploadBench(folder, limits);
    uploads = bench.uploads;
    bench.onScan =
        () -> {
          begun.incrementAndGet();
          goOn.acquireUninterruptibly();
        };
  }

  private Future<FinishedUpload> finish(UserId owner, UploadId id) {
    return threads.submit(() -> uploads.finish(owner, id));
  }

  private void begin(UserId owner, UploadId id) {
    var _ = finish(owner, id);
  }

  private void awaitChecks(int many) {
    await().untilAtomic(begun, is(many));
  }

  private static UploadLimits withPatience(Duration patience) {
    return new UploadLimits(
        LIMITS.chunkSize(),
        LIMITS.openPerUser(),
        LIMITS.bytesPerUser(),
        LIMITS.bytesPerNode(),
        LIMITS.remembered(),
        LIMITS.checksPerUser(),
        patience,
        LIMITS.idle(),
        LIMITS.kept());
  }

  private static void assertFails(ErrorCode code, Future<FinishedUpload> finishing) {
    assertRefused(code, refusalOf(finishing));
  }

  /// Who comes after the end finds nothing any more.
  private static void assertFailsOrIsGone(ErrorCode why, Future<FinishedUpload> finishing) {
    assertThatThrownBy(refusalOf(finishing))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isIn(why, ErrorCode.NOT_FOUND));
  }

  private static ThrowingCallable refusalOf(Future<FinishedUpload> finishing) {
    return () -> {
      try {
        finishing.get(10, SECONDS);
      } catch (ExecutionException e) {
        throw e.getCause();
      }
    };
  }
}
