package dev.ticketchat.infra.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.ticketchat.chat.files.StoredFile;
import dev.ticketchat.infra.files.BadLine.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the store does when the line to a real server is bad.
final class S3TroubleTest {
  private static final S3Limits SHORT =
      new S3Limits(
          Duration.ofMillis(500), Duration.ofMillis(600), Duration.ofSeconds(1), Duration.ZERO, 2);
  private static final Duration BOUND = Duration.ofSeconds(3);

  @TempDir Path temporary;

  private S3Server server;
  private BadLine line;
  private S3FileStore store;

  @BeforeEach
  void open() throws Exception {
    server = S3Server.start(temporary.resolve("objects"));
    line = BadLine.to(server.port());
    store =
        S3FileStore.connect(S3Server.location(line.port(), S3Server.BUCKET), S3Server.KEYS, SHORT);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    line.close();
    server.stop();
  }

  @Test
  void countsAFileAsStoredWhenOnlyTheAnswerWasLost() throws Exception {
    line.has(Trouble.LOSES_THE_ANSWER, 1);

    store.put(FileStoreContract.name(1), file(100_000));

    assertThat(server.keys()).hasSize(1);
  }

  @Test
  void triesAgainWhenTheLineBreaksOnce() throws Exception {
    line.has(Trouble.BREAKS_IN_THE_BODY, 1);

    store.put(FileStoreContract.name(1), file(1_000_000));

    assertThat(server.keys()).hasSize(1);
  }

  @Test
  void leavesNothingOfAnUploadThatBreaks() throws Exception {
    line.has(Trouble.BREAKS_IN_THE_BODY, 2);
    var source = file(1_000_000);

    FileStoreContract.expectUnavailable(() -> store.put(FileStoreContract.name(1), source));

    assertThat(server.keys()).isEmpty();
  }

  @Test
  void leavesNothingWhenEveryAnswerIsLost() throws Exception {
    line.has(Trouble.LOSES_THE_ANSWER, 3);
    var source = file(100_000);

    FileStoreContract.expectUnavailable(() -> store.put(FileStoreContract.name(1), source));

    assertThat(server.keys()).isEmpty();
  }

  @Test
  void isNotFooledByAByteThatChangesOnTheWay() throws Exception {
    line.has(Trouble.CHANGES_A_BYTE, 2);
    var source = file(100_000);

    FileStoreContract.expectUnavailable(() -> store.put(FileStoreContract.name(1), source));

    assertThat(server.keys()).isEmpty();
  }

  @Test
  void waitsForAServerThatSaysNothingNoLongerThanItsBound() throws Exception {
    line.has(Trouble.SAYS_NOTHING, Integer.MAX_VALUE);
    var source = file(1_000);

    for (var virtual : new boolean[] {true, false}) {
      expectUnavailableInTime(virtual, () -> store.put(FileStoreContract.name(1), source));
      expectUnavailableInTime(virtual, () -> store.open(FileStoreContract.name(1), 0, 1));
      expectUnavailableInTime(virtual, () -> store.delete(FileStoreContract.name(1)));
    }
  }

  @Test
  void waitsForAServerThatDripsItsAnswerNoLongerThanItsBound() throws Exception {
    line.has(Trouble.DRIPS, Integer.MAX_VALUE);
    var source = file(1_000);

    for (var virtual : new boolean[] {true, false}) {
      expectUnavailableInTime(virtual, () -> store.put(FileStoreContract.name(1), source));
      expectUnavailableInTime(virtual, () -> store.open(FileStoreContract.name(1), 0, 1));
      expectUnavailableInTime(virtual, () -> store.delete(FileStoreContract.name(1)));
    }
  }

  @Test
  void failsToReadWhatBreaksOffRatherThanEnding() throws Exception {
    store.put(FileStoreContract.name(1), file(1_000_000));
    line.has(Trouble.BREAKS_IN_THE_ANSWER, 1);

    var part = store.open(FileStoreContract.name(1), 0, 1_000_000).orElseThrow();

    try (var content = ((StoredFile.Remote) part).content()) {
      assertThatIOException().isThrownBy(content::readAllBytes);
    }
  }

  private Path file(int size) throws IOException {
    return Files.write(Files.createTempFile(temporary, "", ".tmp"), FileStoreContract.random(size));
  }

  private static void expectUnavailableInTime(boolean virtual, Runnable call) throws Exception {
    var threads = virtual ? Thread.ofVirtual().factory() : Thread.ofPlatform().factory();
    try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
      Callable<Duration> timed =
          () -> {
            var start = System.nanoTime();
            FileStoreContract.expectUnavailable(call::run);
            return Duration.ofNanos(System.nanoTime() - start);
          };
      assertThat(executor.submit(timed).get()).isLessThan(BOUND);
    }
  }
}
