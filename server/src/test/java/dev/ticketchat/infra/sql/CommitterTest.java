package dev.ticketchat.infra.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.infra.metrics.Metrics;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommitterTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Metrics metrics = new Metrics();
  private final Semaphore gate = new Semaphore(0);
  private final List<Thread> callers = new ArrayList<>();
  private Database database;
  private Committer committer;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(folder);
    committer = committer(64, LONG, LONG);
  }

  @AfterEach
  void close() {
    openGate();
    committer.close();
    database.close();
    metrics.close();
  }

  @Test
  void putsAllThatWaitsIntoOneTransaction() throws Exception {
    var first = blocked();
    var waiting = IntStream.range(0, 50).mapToObj(i -> waiting(insert("u" + i))).toList();

    openGate();

    assertThat(first.get()).isEqualTo("passed");
    for (var write : waiting) {
      assertThat(write.get()).isEqualTo(1);
    }
    assertThat(metrics.commits()).isEqualTo(2);
    assertThat(users()).isEqualTo(50);
  }

  @Test
  void takesAWriteThatFailsOutOfItsTransaction() throws Exception {
    var first = blocked();
    var good = waiting(insert("a"));
    var refused =
        waiting(statements -> {
          insert("lost").run(statements);
          throw new Refused(ErrorCode.NOT_FOUND, "no");
        });
    var twice = waiting(insert("a"));
    var alsoGood = waiting(insert("b"));

    openGate();

    first.get();
    assertThat(good.get()).isEqualTo(1);
    assertThat(alsoGood.get()).isEqualTo(1);
    assertThat(refusal(refused)).isEqualTo(ErrorCode.NOT_FOUND);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(twice::get)
        .withCauseInstanceOf(IllegalStateException.class);
    assertThat(metrics.commits()).isEqualTo(2);
    assertThat(users()).isEqualTo(2);
  }

  @Test
  void survivesAWriteThatFailsBadly() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            committer.commit(_ -> {
              throw new StackOverflowError();
            }));
    assertThat(committer.commit(insert("a"))).isEqualTo(1);
  }

  @Test
  void refusesAtOnceWhenTheQueueIsFull() throws Exception {
    replaceCommitter(3, LONG, LONG);
    var first = blocked();
    var waiting = IntStream.range(0, 3).mapToObj(i -> waiting(insert("u" + i))).toList();

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> committer.commit(insert("one too many")))
        .extracting(Refused::code)
        .isEqualTo(ErrorCode.UNAVAILABLE);

    openGate();
    first.get();
    for (var write : waiting) {
      write.get();
    }
    assertThat(users()).isEqualTo(3);
  }

  @Test
  void neverStoresAWriteThatWaitedTooLongToBegin() throws Exception {
    replaceCommitter(64, Duration.ofSeconds(1), LONG);
    var ran = new AtomicBoolean();
    var first = blocked();

    var late =
        submit(statements -> {
          ran.set(true);
          return insert("late").run(statements);
        });
    assertThat(refusal(late)).isEqualTo(ErrorCode.UNAVAILABLE);

    openGate();
    first.get();
    committer.commit(insert("next"));
    assertThat(ran).isFalse();
    assertThat(users()).isEqualTo(1);
  }

  @Test
  void waitsForAWriteThatHasBegunButNotForEver() throws Exception {
    replaceCommitter(64, Duration.ofSeconds(1), Duration.ofMillis(50));

    var stuck = blocked();

    assertThat(refusal(stuck)).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void givesTheOutcomeOfAWriteThatHasBegunAndTakesLong() throws Exception {
    replaceCommitter(64, Duration.ofSeconds(1), LONG);
    var slow = blocked();

    CompletableFuture.delayedExecutor(1_200, TimeUnit.MILLISECONDS).execute(this::openGate);

    assertThat(slow.get()).isEqualTo("passed");
  }

  @Test
  void commitsWhatWaitsWhenItIsClosedAndRefusesWhatComesLater() throws Exception {
    var first = blocked();
    var waiting = waiting(insert("a"));
    var closing = Thread.ofVirtual().start(committer::close);
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);

    assertThatExceptionOfType(Refused.class).isThrownBy(() -> committer.commit(insert("late")));
    openGate();
    closing.join();

    first.get();
    assertThat(waiting.get()).isEqualTo(1);
    assertThat(users()).isEqualTo(1);
  }

  @Test
  void leavesNobodyWaitingWhenItIsClosedAndTheDatabaseHangs() throws Exception {
    replaceCommitter(64, Duration.ofMillis(500), LONG);
    var hanging = blocked();
    var waiting = waiting(insert("a"));

    committer.close();

    assertThat(hanging)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(Refused.class);
    assertThat(waiting)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(Refused.class);
    openGate();
  }

  private void replaceCommitter(int queue, Duration patience, Duration grace) {
    committer.close();
    committer = committer(queue, patience, grace);
  }

  private Committer committer(int queue, Duration patience, Duration grace) {
    var bounds = new Committer.Bounds(queue, 256, patience, grace);
    return new Committer(database, metrics, bounds);
  }

  /// A write that has begun and ends when the gate opens.
  private Future<String> blocked() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var write =
        submit(_ -> {
          begun.countDown();
          gate.acquireUninterruptibly();
          return "passed";
        });
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    return write;
  }

  private void openGate() {
    gate.release();
  }

  /// A write that is in the queue.
  private <T> Future<T> waiting(Write<T> write) {
    var future = submit(write);
    var caller = callers.getLast();
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> caller.getState() == Thread.State.WAITING);
    return future;
  }

  private <T> Future<T> submit(Write<T> write) {
    var task = new FutureTask<>(() -> committer.commit(write));
    callers.add(Thread.ofPlatform().daemon().start(task));
    return task;
  }

  private static Write<Integer> insert(String user) {
    return statements -> {
      var insert =
          statements.prepare("INSERT INTO users (id, name, email) VALUES (?, 'A User', '')");
      insert.setString(1, user);
      return insert.executeUpdate();
    };
  }

  private long users() throws SQLException {
    try (var connection = database.readers().getConnection();
        var query = connection.createStatement();
        var row = query.executeQuery("SELECT count(*) FROM users")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static ErrorCode refusal(Future<?> write) {
    try {
      write.get();
      throw new AssertionError("was not refused");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refused refused) {
        return refused.code();
      }
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
