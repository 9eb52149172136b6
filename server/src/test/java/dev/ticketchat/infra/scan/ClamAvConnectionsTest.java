package dev.ticketchat.infra.scan;

import static dev.ticketchat.infra.scan.ScannerContract.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.chat.files.Scanner.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// How [ClamAvScanner] does with connections that break, hang or are too many.
final class ClamAvConnectionsTest extends WithScriptedClamd {
  private static final ClamAvLimits SHORT =
      new ClamAvLimits(
          2,
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          Duration.ofMillis(700),
          Duration.ofMillis(1_500),
          MAX_BYTES);

  @Test
  void usesAConnectionAgain() {
    var clamd = clamd(ScriptedClamd.Talk::serveAll);
    var scanner = scanner(clamd);

    for (var i = 0; i < 5; i++) {
      isClean(scanner);
    }

    assertThat(clamd.connections()).isEqualTo(1);
  }

  @Test
  void endsInTimeWhenTheAnswerDribbles() {
    isUnavailableInTime(talk -> {
      talk.session();
      talk.stream();
      talk.dribble("1: stream: OK", 100);
    });
  }

  @Test
  void endsInTimeWhenNothingIsAnswered() {
    isUnavailableInTime(talk -> {
      talk.session();
      talk.stream();
      talk.fallSilent();
    });
  }

  @Test
  void endsInTimeWhenNothingIsRead() throws IOException {
    var scanner = scanner(clamd(ScriptedClamd.Talk::fallSilent).address(), SHORT);

    isUnavailable(scanner, file(folder, new byte[MAX_BYTES]));
  }

  @Test
  void endsInTimeWhenNoConnectionIsTaken() throws IOException {
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = new ClamdAddress("127.0.0.1", full.getLocalPort());
      var scanner = scanner(address, SHORT);

      // The kernel takes two by itself.
      for (var i = 0; i < 3; i++) {
        isUnavailable(scanner);
      }
    }
  }

  @Test
  void refusesWhenNobodyListens() throws IOException {
    var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    free.close();

    isUnavailable(scanner(new ClamdAddress("127.0.0.1", free.getLocalPort()), LIMITS));
  }

  @Test
  void refusesWhenTheNameIsUnknown() {
    isUnavailable(scanner(new ClamdAddress("clamd.invalid", 3310), SHORT));
  }

  @Test
  void triesOnceMoreWhenAnIdleConnectionTurnsOutBroken() {
    var clamd = clamd(ScriptedClamd.Talk::serveOneThenClose, ScriptedClamd.Talk::serveAll);
    var scanner = scanner(clamd);
    isClean(scanner);

    isClean(scanner);

    assertThat(clamd.connections()).isEqualTo(2);
  }

  @Test
  void triesNoMoreThanOnceMore() {
    var clamd = clamd(ScriptedClamd.Talk::serveOneThenClose, ScriptedClamd.Talk::session);
    var scanner = scanner(clamd);
    isClean(scanner);

    isUnavailable(scanner);

    assertThat(clamd.connections()).isEqualTo(2);
  }

  @Test
  void doesNotTryAgainWhenANewConnectionBreaks() {
    var clamd = clamd(ScriptedClamd.Talk::session);

    isUnavailable(scanner(clamd));

    assertThat(clamd.connections()).isEqualTo(1);
  }

  @Test
  void leavesConnectionsThatWereIdleForLong() {
    var clamd = clamd(ScriptedClamd.Talk::serveAll);
    var scanner = scanner(clamd);
    isClean(scanner);

    skip(Duration.ofSeconds(21));
    isClean(scanner);

    assertThat(clamd.connections()).isEqualTo(2);
  }

  @Test
  void opensNoMoreConnectionsThanItMay() throws Exception {
    var go = new CountDownLatch(1);
    var clamd =
        clamd(talk -> {
          talk.session();
          talk.stream();
          go.await();
          talk.say("1: stream: OK\0");
          talk.fallSilent();
        });
    var scanner = scanner(clamd.address(), SHORT_TURN);
    var busy = List.of(scanInBackground(scanner), scanInBackground(scanner));
    await().atMost(LATE).until(() -> clamd.connections() == 2);

    isUnavailable(scanner);
    go.countDown();

    for (var scan : busy) {
      assertThat(scan.get(LATE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new Verdict.Clean());
    }
    assertThat(clamd.connections()).isEqualTo(2);
    assertThat(logged.list).isEmpty();
  }

  @Test
  void asksNobodyForAWhileAfterFailuresInARow() {
    var healthy = new AtomicBoolean();
    var clamd =
        clamd(talk -> {
          if (healthy.get()) {
            talk.serveAll();
          }
        });
    var scanner = scanner(clamd);
    for (var i = 0; i < 10; i++) {
      isUnavailable(scanner);
    }
    assertThat(clamd.connections()).isEqualTo(3);

    healthy.set(true);
    isUnavailable(scanner);
    skip(Duration.ofSeconds(6));

    isClean(scanner);
    isClean(scanner);
    assertThat(clamd.connections()).isEqualTo(4);
  }

  @Test
  void logsAnOutageOnceWhenItBeginsAndOnceWhenItEnds() {
    var healthy = new AtomicBoolean();
    var clamd =
        clamd(talk -> {
          if (healthy.get()) {
            talk.serveAll();
          }
        });
    var scanner = scanner(clamd);

    for (var i = 0; i < 10; i++) {
      isUnavailable(scanner);
    }
    healthy.set(true);
    skip(Duration.ofSeconds(6));
    isClean(scanner);
    isClean(scanner);

    assertThat(logged.list).hasSize(2);
    assertThat(logged.list.getFirst().getFormattedMessage())
        .contains("ClamAV fails")
        .doesNotContain(small.getFileName().toString());
    assertThat(logged.list.getLast().getFormattedMessage()).contains("ClamAV works again");
  }

  @Test
  void endsWhenItsThreadIsInterrupted() throws Exception {
    var clamd = clamd(ScriptedClamd.Talk::fallSilent);
    var scanner = scanner(clamd);
    var interrupted = new AtomicBoolean();
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              isUnavailable(scanner);
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    await().atMost(LATE).until(() -> clamd.connections() == 1);

    thread.interrupt();

    assertThat(thread.join(LATE)).isTrue();
    assertThat(interrupted).isTrue();
  }

  @Test
  void closesItsConnectionsAndRefusesWhatComesAfter() throws Exception {
    var ended = new CountDownLatch(1);
    var clamd =
        clamd(talk -> {
          talk.session();
          talk.serve(1);
          if (talk.in().read() < 0) {
            ended.countDown();
          }
        });
    var scanner = scanner(clamd);
    isClean(scanner);

    scanner.close();

    await().atMost(LATE).until(() -> ended.getCount() == 0);
    isUnavailable(scanner);
    assertThat(clamd.connections()).isEqualTo(1);
  }

  private CompletableFuture<Verdict> scanInBackground(ClamAvScanner scanner) {
    return CompletableFuture.supplyAsync(() -> scanner.scan(small), Thread::startVirtualThread);
  }

  private void isUnavailableInTime(ScriptedClamd.Script script) {
    isUnavailable(scanner(clamd(script).address(), SHORT));
  }
}
