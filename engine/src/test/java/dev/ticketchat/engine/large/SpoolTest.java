package dev.ticketchat.engine.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.engine.large.Blob.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final int BLOB = 1 << 20;
  private static final int PIECE = 64 * 1024;

  @TempDir Path folder;
  private final Random random = new Random(1);
  private Spool spool;

  @BeforeEach
  void open() {
    spool = new Spool(folder, limits(BLOB, BLOB));
  }

  @AfterEach
  void close() {
    spool.close();
  }

  @Test
  void keepsABlobsBytesInTheOrderTheyCame() throws IOException {
    var writer = spool(BLOB, BLOB).begin(new Client(true));
    var sent = new ByteArrayOutputStream();

    for (int i = 0; i < 100; i++) {
      var piece = piece(random.nextInt(1, 10_000));
      sent.writeBytes(piece);
      writer.take(piece);
    }
    writer.end();

    var blob = writer.blob();
    assertThat(blob.outcome()).isEqualTo(Outcome.WHOLE);
    assertThat(blob.size()).isEqualTo(sent.size());
    assertThat(Files.readAllBytes(blob.path())).isEqualTo(sent.toByteArray());
  }

  @Test
  void deletesTheFileOfABlobThatIsClosed() {
    var blob = whole(spool(BLOB, BLOB), new Client(true), 1_000);

    blob.close();
    blob.close();

    await().until(() -> !Files.exists(blob.path()));
  }

  @Test
  void leavesAFileAloneThatWasMovedAway() throws IOException {
    var blob = whole(spool(BLOB, BLOB), new Client(true), 1_000);
    var kept = Files.move(blob.path(), folder.resolve("kept"));

    blob.close();

    spool.close();
    assertThat(kept).exists();
  }

  @Test
  void takesABlobOfTheLargestSizeAndNotOneByteMore() {
    var most = whole(spool(BLOB, 4 * BLOB), new Client(true), BLOB);
    var tooLarge = whole(spool, new Client(true), BLOB + 1);

    assertThat(most.outcome()).isEqualTo(Outcome.WHOLE);
    assertThat(tooLarge.outcome()).isEqualTo(Outcome.TOO_LARGE);
    await().until(() -> !Files.exists(tooLarge.path()));
  }

  @Test
  void hasRoomAgainForWhatIsClosed() {
    var first = whole(spool(BLOB, BLOB), new Client(true), BLOB);

    assertThat(whole(spool, new Client(true), 1).outcome()).isEqualTo(Outcome.NO_ROOM);
    first.close();

    assertThat(whole(spool, new Client(true), BLOB).outcome()).isEqualTo(Outcome.WHOLE);
  }

  @Test
  void givesStrangersABudgetOfTheirOwn() {
    var stranger = whole(spool(BLOB, BLOB), new Client(false), STRANGERS);

    assertThat(stranger.outcome()).isEqualTo(Outcome.WHOLE);
    assertThat(whole(spool, new Client(false), 1).outcome()).isEqualTo(Outcome.NO_ROOM);
    assertThat(whole(spool, new Client(true), BLOB).outcome()).isEqualTo(Outcome.WHOLE);
  }

  @Test
  void givesUpWhatIsAborted() {
    var writer = spool(BLOB, BLOB).begin(new Client(true));
    writer.take(piece(PIECE));

    writer.abort();

    assertThat(writer.blob().outcome()).isEqualTo(Outcome.FAILED);
    await().until(() -> isEmpty(folder));
    assertThat(whole(spool, new Client(true), BLOB).outcome()).isEqualTo(Outcome.WHOLE);
  }

  @Test
  void failsWhereTheDiskDoes() {
    var absent = new Spool(folder.resolve("absent"), new Spool.Limits(BLOB, BLOB, STRANGERS, BLOB));
    spool = absent;

    assertThat(whole(absent, new Client(true), 1_000).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(absent.unwritten()).isZero();
  }

  @Test
  void pausesASenderThatIsAheadOfTheDiskUntilItIsNot() {
    var client = new Client(true);
    var writer = spool(100 * BLOB, 100 * BLOB).begin(client);

    while (client.pauses.get() == 0) {
      writer.take(new byte[4 * PIECE]);
    }
    writer.end();

    await().until(() -> client.resumes.get() == client.pauses.get());
    assertThat(writer.blob().outcome()).isEqualTo(Outcome.WHOLE);
    assertThat(spool.unwritten()).isZero();
  }

  private static final int STRANGERS = BLOB / 4;

  private static Spool.Limits limits(long blob, long all) {
    return new Spool.Limits(blob, all, STRANGERS, 2 * BLOB);
  }

  private Spool spool(long blob, long all) {
    return reopen(folder, limits(blob, all));
  }

  private Spool reopen(Path where, Spool.Limits limits) {
    spool.close();
    spool = new Spool(where, limits);
    return spool;
  }

  private Blob whole(Spool into, Client from, int size) {
    var writer = into.begin(from);
    for (int at = 0; at < size; at += PIECE) {
      writer.take(piece(Math.min(PIECE, size - at)));
    }
    writer.end();
    var _ = writer.blob().outcome();
    return writer.blob();
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private byte[] piece(int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static final class Client implements Spool.Sender {
    private final boolean trusted;
    final AtomicInteger pauses = new AtomicInteger();
    final AtomicInteger resumes = new AtomicInteger();

    Client(boolean trusted) {
      this.trusted = trusted;
    }

    @Override
    public void pause() {
      pauses.incrementAndGet();
    }

    @Override
    public void resume() {
      resumes.incrementAndGet();
    }

    @Override
    public boolean trusted() {
      return trusted;
    }
  }
}
