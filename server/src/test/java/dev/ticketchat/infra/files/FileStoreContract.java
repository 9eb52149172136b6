package dev.ticketchat.infra.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.files.FileStore;
import dev.ticketchat.chat.files.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What every store of files does. A store passes by one class that says how to make it, and how to
/// take away and bring back what it stands on.
interface FileStoreContract {

  FileStore store();

  /// Where files lie before they are stored.
  Path sources();

  void beginOutage() throws Exception;

  void endOutage() throws Exception;

  @Test
  default void givesBackTheBytesThatWerePut() throws Exception {
    var bytes = random(10 << 20);

    store().put(name(1), file(bytes));

    assertThat(read(name(1), 0, bytes.length)).hasValue(bytes);
  }

  @Test
  default void givesJustThePartThatIsAskedFor() throws Exception {
    var bytes = random(100_000);

    store().put(name(1), file(bytes));

    assertThat(read(name(1), 0, 1)).hasValue(Arrays.copyOf(bytes, 1));
    assertThat(read(name(1), 777, 50_000)).hasValue(Arrays.copyOfRange(bytes, 777, 50_777));
    assertThat(read(name(1), 99_999, 1)).hasValue(Arrays.copyOfRange(bytes, 99_999, 100_000));
    assertThat(read(name(1), 500, 0)).hasValue(new byte[0]);
  }

  @Test
  default void givesWhatTheFileHasOfAPart() throws Exception {
    var bytes = random(100);
    store().put(name(1), file(bytes));

    assertThat(read(name(1), 50, 51)).hasValue(Arrays.copyOfRange(bytes, 50, 100));
    assertThat(read(name(1), 0, Long.MAX_VALUE)).hasValue(bytes);
    assertThatIllegalStateException().isThrownBy(() -> store().open(name(1), 100, 1));
  }

  @Test
  default void keepsAnEmptyFile() throws Exception {
    store().put(name(1), file(new byte[0]));

    assertThat(read(name(1), 0, 0)).hasValue(new byte[0]);
  }

  @Test
  default void keepsNamesWithAnExtensionApart() throws Exception {
    var plain = name(1);
    var text = new FileName(plain.value() + ".txt");

    store().put(plain, file(new byte[] {1}));
    store().put(text, file(new byte[] {2}));
    store().delete(plain);

    assertThat(read(plain, 0, 1)).isEmpty();
    assertThat(read(text, 0, 1)).hasValue(new byte[] {2});
  }

  @Test
  default void knowsNoFileThatWasNotPut() throws Exception {
    assertThat(read(name(1), 0, 1)).isEmpty();
    assertThat(read(name(1), 0, 0)).isEmpty();
  }

  @Test
  default void deletesAFileAndTakesItEasyWhenThereIsNone() throws Exception {
    store().put(name(1), file(random(10)));

    store().delete(name(1));
    store().delete(name(1));
    store().delete(name(2));

    assertThat(read(name(1), 0, 1)).isEmpty();
  }

  @Test
  default void takesANameAgainAfterItsFileWasDeleted() throws Exception {
    store().put(name(1), file(new byte[] {1}));
    store().delete(name(1));

    store().put(name(1), file(new byte[] {2}));

    assertThat(read(name(1), 0, 1)).hasValue(new byte[] {2});
  }

  @Test
  default void neverReplacesAFile() throws Exception {
    var bytes = random(1_000);
    store().put(name(1), file(bytes));

    assertThatIllegalStateException().isThrownBy(() -> store().put(name(1), file(random(1_000))));

    assertThat(read(name(1), 0, bytes.length)).hasValue(bytes);
  }

  @Test
  default void letsOneWinOfThoseThatRaceForOneName() throws Exception {
    var outcomes =
        together(
            8,
            i -> {
              store().put(name(1), file(new byte[] {(byte) i}));
              return (byte) i;
            });

    var winners = outcomes.stream().filter(o -> o.state() == Future.State.SUCCESS).toList();
    assertThat(winners).hasSize(1);
    assertThat(read(name(1), 0, 1)).hasValue(new byte[] {winners.getFirst().resultNow()});
  }

  @Test
  default void storesFiftyFilesAtOnce() throws Exception {
    var contents = IntStream.range(0, 50).mapToObj(i -> random(20_000 + i)).toList();

    var outcomes =
        together(
            50,
            i -> {
              store().put(name(i), file(contents.get(i)));
              return read(name(i), 0, contents.get(i).length).orElseThrow();
            });

    assertThat(outcomes).extracting(Future::resultNow).containsExactlyElementsOf(contents);
  }

  @Test
  default void refusesDuringAnOutageLeavesNothingAndRecovers() throws Exception {
    var kept = random(1_000);
    store().put(name(1), file(kept));

    beginOutage();
    for (var i = 2; i < 6; i++) {
      var name = name(i);
      expectUnavailable(() -> store().put(name, file(random(50_000))));
    }
    expectUnavailable(() -> store().open(name(1), 0, 1));
    expectUnavailable(() -> store().delete(name(1)));
    endOutage();

    assertThat(read(name(2), 0, 1)).isEmpty();
    assertThat(read(name(1), 0, kept.length)).hasValue(kept);
    store().put(name(2), file(kept));
    assertThat(read(name(2), 0, kept.length)).hasValue(kept);
  }

  /// A name that starts with another digit for each of 32 numbers.
  static FileName name(int number) {
    return new FileName(
        Integer.toString(number % 32, 32) + "0".repeat(28) + "%03d".formatted(number));
  }

  static byte[] random(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  static void expectUnavailable(ThrowingCallable call) {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(call)
        .extracting(Refused::code)
        .isEqualTo(ErrorCode.UNAVAILABLE);
  }

  default Path file(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(sources(), "", ".tmp"), bytes);
  }

  default Optional<byte[]> read(FileName name, long from, long count) throws IOException {
    var part = store().open(name, from, count);
    return part.isEmpty() ? Optional.empty() : Optional.of(bytes(part.get()));
  }

  private static byte[] bytes(StoredFile part) throws IOException {
    return switch (part) {
      case StoredFile.OnDisk(var channel, var from, var count) -> {
        try (channel) {
          var buffer = ByteBuffer.allocate((int) count);
          while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {}
          yield Arrays.copyOf(buffer.array(), buffer.position());
        }
      }
      case StoredFile.Remote(var content, var count) -> {
        try (content) {
          var bytes = content.readAllBytes();
          assertThat(bytes).hasSize((int) count);
          yield bytes;
        }
      }
    };
  }

  /// Runs a task on so many virtual threads at once.
  private static <T> List<Future<T>> together(int threads, Numbered<T> task)
      throws InterruptedException, ExecutionException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<T>>();
      for (var i = 0; i < threads; i++) {
        var number = i;
        tasks.add(() -> task.run(number));
      }
      return executor.invokeAll(tasks);
    }
  }

  @FunctionalInterface
  interface Numbered<T> {
    T run(int number) throws Exception;
  }
}
