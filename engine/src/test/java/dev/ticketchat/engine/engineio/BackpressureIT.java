package dev.ticketchat.engine.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Slow peers and slow applications: every queue has a bound, and slowness alone kills nobody.
final class BackpressureIT {
  private static final Duration A_WHILE = Duration.ofMillis(150);
  private static final byte[] BIG = new byte[100_000];

  /// More than the system's buffers take.
  private static final byte[] HUGE = new byte[20_000_000];

  private final EngineServer server = new EngineServer(EngineServer.calm());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void closesAWebSocketSessionThatReadsTooSlowlyAndForgetsItsQueue() {
    try (var _ = server.webSocket()) {
      var session = server.session();

      await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> {
            session.send(Encoded.of(Message.binary(BIG)));
            return server.closes.contains(CloseReason.SLOW_CONSUMER);
          });
      assertThat(session.writable()).isFalse();
    }
  }

  @Test
  void closesAPollingSessionThatDoesNotFetch() {
    var client = server.polling();
    var session = server.session();

    for (int i = 0; i < 11; i++) {
      session.send(Encoded.of(Message.binary(BIG)));
    }

    await().until(() -> server.closes.contains(CloseReason.SLOW_CONSUMER));
    assertThat(client.poll().status()).isEqualTo(400);
  }

  @Test
  void sendsAReplyOfAnySizeAndPushesBesideIt() {
    try (var client = server.webSocket()) {
      var session = server.session();

      session.reply(Encoded.of(Message.binary(HUGE)));
      session.send(Encoded.of(Message.text("pushed")));
      session.reply(Encoded.of(Message.text("second")));
      await().until(() -> !session.keepsUp());

      assertThat(client.nextFrame().data()).hasSize(HUGE.length);
      assertThat(client.nextText()).isEqualTo("4pushed");
      assertThat(client.nextText()).isEqualTo("4second");
      await().until(session::keepsUp);
      assertThat(server.caughtUp).hasPositiveValue();
      assertThat(server.closes).isEmpty();
    }
  }

  @Test
  void sendsAReplyOfAnySizeOverPolling() {
    var client = server.polling();
    var session = server.session();

    session.reply(Encoded.of(Message.text("x".repeat(HUGE.length))));
    session.send(Encoded.of(Message.text("pushed")));
    assertThat(session.keepsUp()).isFalse();

    assertThat(client.poll().body()).hasSize(HUGE.length + 1);
    assertThat(session.keepsUp()).as("sent, but not known to have come").isFalse();
    assertThat(client.poll().body()).isEqualTo("4pushed");
    assertThat(session.keepsUp()).isTrue();
    await().until(() -> server.caughtUp.get() > 0);
    assertThat(server.closes).isEmpty();
  }

  @Test
  void boundsWhatIsPushedBesideAReplyThatIsNotRead() {
    try (var _ = server.webSocket()) {
      var session = server.session();
      session.reply(Encoded.of(Message.binary(HUGE)));

      for (int pushed = 0; pushed < 10; pushed++) {
        session.send(Encoded.of(Message.binary(BIG)));
      }
      assertThat(server.closes).as("after less than 1 MiB").isEmpty();
      session.send(Encoded.of(Message.binary(BIG)));

      await().until(() -> server.closes.contains(CloseReason.SLOW_CONSUMER));
    }
  }

  @Test
  void cutsOffWhoTakesNothingOfAReplyThoughItSaysThatItIsThere() {
    try (var beating = new EngineServer(EngineServer.beating(200, 200));
        var client = beating.webSocket()) {
      var session = beating.session();
      session.reply(Encoded.of(Message.binary(HUGE)));
      await().until(() -> !session.keepsUp());
      long begun = System.nanoTime();

      // Reads nothing, and goes on saying that it is alive.
      await()
          .pollInterval(Duration.ofMillis(50))
          .until(() -> {
            client.connection().trySend(WebSocketClient.frame(0x81, new byte[] {'3'}));
            return beating.closes.contains(CloseReason.SLOW_CONSUMER)
                || System.nanoTime() - begun > Duration.ofSeconds(5).toNanos();
          });

      assertThat(beating.closes).containsExactly(CloseReason.SLOW_CONSUMER);
    }
  }

  @Test
  void keepsWhoTakesALargeReplySlowly() {
    try (var beating = new EngineServer(EngineServer.beating(400, 400));
        var client = beating.slowWebSocket()) {
      var session = beating.session();
      session.reply(Encoded.of(Message.binary(HUGE)));
      await().until(() -> !session.keepsUp());
      long end = System.nanoTime() + Duration.ofSeconds(3).toNanos(); // some heartbeats

      while (System.nanoTime() < end) {
        client.connection().skip(20_000);
        await().pollDelay(Duration.ofMillis(20)).until(() -> true);
      }

      assertThat(beating.closes).isEmpty();
    }
  }

  @Test
  void keepsABoundedNumberOfPongsForAPeerThatReadsNone() {
    try (var client = server.webSocket()) {
      var ping = WebSocketClient.frame(WebSocketClient.PING, new byte[125]);
      var pings = ByteBuffer.allocate(100_000 * ping.length);
      IntStream.range(0, 100_000).forEach(_ -> pings.put(ping));

      client.connection().send(pings.array()).send(WebSocketClient.frame(0x82, new byte[1]));

      await().until(() -> !server.messages.isEmpty());
      var link = ((EngineSession) server.session()).link();
      assertThat(link.unsent()).isLessThan(100_000);
      assertThat(server.closes).isEmpty();
    }
  }

  @Test
  void countsWhatHasLeftNoMore() {
    try (var client = server.webSocket()) {
      var session = server.session();

      for (int i = 0; i < 30; i++) {
        session.send(Encoded.of(Message.binary(BIG)));
        assertThat(client.nextFrame().data()).hasSize(BIG.length);
      }

      assertThat(server.closes).isEmpty();
    }
  }

  @Test
  void keepsOneOrderOfWhatOneThreadSends() {
    try (var client = server.webSocket()) {
      var session = server.session();

      IntStream.range(0, 1000).forEach(i -> session.send(Encoded.of(Message.text("" + i))));

      assertThat(IntStream.range(0, 1000).mapToObj(_ -> client.nextText()))
          .isEqualTo(IntStream.range(0, 1000).mapToObj(i -> "4" + i).toList());
    }
  }

  @Test
  void splitsWhatIsTooLargeForOnePollWithoutLosingAny() {
    var small = EngineServer.calm();
    try (var splitting =
        new EngineServer(
            new EngineConfig(
                small.path(),
                small.pingInterval(),
                small.pingTimeout(),
                small.upgradeTimeout(),
                10,
                small.maxUnsentBytes(),
                small.cors()))) {
      var client = splitting.polling();
      var session = splitting.session();

      session.send(Encoded.of(Message.text("aaa"), Message.text("bbb")));
      session.send(Encoded.of(Message.text("c")));
      session.send(Encoded.of(Message.text("much longer than ten")));
      session.send(Encoded.of(Message.text("d")));

      assertThat(client.poll().body()).isEqualTo("4aaa\u001e4bbb");
      assertThat(client.poll().body()).isEqualTo("4c");
      assertThat(client.poll().body()).isEqualTo("4much longer than ten");
      assertThat(client.poll().body()).isEqualTo("4d");
    }
  }

  @Test
  void holdsAPostBackWhileReadingIsPaused() {
    var client = server.polling();
    var session = server.session();
    session.pauseReading();

    try (var post = client.beginPost("4one\u001e4two")) {
      assertThat(post.isSilentFor(A_WHILE)).isTrue();
      assertThat(server.messages).isEmpty();

      session.resumeReading();

      assertThat(post.response().body()).isEqualTo("ok");
      assertThat(server.messages).containsExactly("one", "two");
    }
  }

  @Test
  void readsNothingFromAWebSocketWhileReadingIsPaused() {
    try (var client = server.webSocket()) {
      var session = server.session();
      session.pauseReading();
      client.sendText("4one").sendText("4two");

      assertThat(client.connection().isSilentFor(A_WHILE)).isTrue();
      session.resumeReading();

      assertThat(client.nextText()).isEqualTo("4one");
      assertThat(client.nextText()).isEqualTo("4two");
    }
  }

  @Test
  void stopsBetweenTwoFramesThatCameTogether() {
    try (var pausing = new PausingServer();
        var client = pausing.webSocket()) {
      client.sendText("4one").sendText("4two").sendText("4three");

      for (var expected : new String[] {"one", "two", "three"}) {
        await().until(() -> pausing.last().equals(expected));
        assertThat(client.connection().isSilentFor(Duration.ofMillis(20))).isTrue();
        pausing.session().resumeReading();
      }
    }
  }

  @Test
  void doesNotTimeOutAPeerWhileReadingIsPaused() {
    try (var pinging = new EngineServer(EngineServer.beating(500, 300));
        var client = pinging.webSocket()) {
      pinging.session().pauseReading();
      assertThat(client.nextText()).isEqualTo("2");

      assertThat(client.nextText()).isEqualTo("2"); // not a goodbye, after another interval
      assertThat(pinging.closes).isEmpty();

      pinging.session().resumeReading();
      await().until(() -> pinging.closes.contains(CloseReason.PING_TIMEOUT));
    }
  }

  @Test
  void takesTheBytesOfASlowFrameForASignOfLife() {
    try (var pinging = new EngineServer(EngineServer.beating(50, 2_000));
        var client = pinging.webSocket()) {
      var frame =
          WebSocketClient.frame(
              WebSocketClient.TEXT, "4slow".repeat(8).getBytes(StandardCharsets.UTF_8));
      long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();

      for (int i = 0; i < frame.length; i++) {
        client.connection().send(new byte[] {frame[i]});
        assertThat(client.connection().isClosedWithin(Duration.ofMillis(80))).isFalse();
      }

      assertThat(System.nanoTime()).isGreaterThan(end);
      await().until(() -> !pinging.messages.isEmpty());
      assertThat(pinging.closes).isEmpty();
    }
  }

  /// The official client gives up where no ping comes for the interval and the timeout together.
  @Test
  void goesOnPingingAPeerThatIsInTheMiddleOfALargeFrame() {
    try (var pinging = new EngineServer(EngineServer.beating(50, 2_000));
        var client = pinging.webSocket()) {
      var frame = WebSocketClient.frame(WebSocketClient.TEXT, new byte[200]);

      for (int pings = 0; pings < 5; pings++) {
        client.connection().send(Arrays.copyOfRange(frame, 10 * pings, 10 * pings + 10));
        assertThat(client.nextText()).isEqualTo("2"); // and no pong
      }

      assertThat(pinging.closes).isEmpty();
    }
  }

  @Test
  void goesOnPingingAPeerThatIsNotReadForAWhile() {
    try (var pinging = new EngineServer(EngineServer.beating(50, 200));
        var client = pinging.webSocket()) {
      pinging.session().pauseReading();

      for (int pings = 0; pings < 8; pings++) {
        assertThat(client.nextText()).isEqualTo("2");
      }
      client.sendText("3");
      pinging.session().resumeReading();

      assertThat(client.nextText()).isEqualTo("2");
      assertThat(pinging.closes).isEmpty();
    }
  }

  @Test
  void takesTheBytesOfASlowPostForASignOfLife() {
    try (var pinging = new EngineServer(EngineServer.beating(50, 2_000))) {
      var client = pinging.polling();
      long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      var body = "4" + "slow".repeat(10);

      try (var post = client.beginPost(body.length())) {
        for (int i = 0; i < body.length(); i++) {
          post.send(body.substring(i, i + 1));
          post.isSilentFor(Duration.ofMillis(80));
        }

        assertThat(System.nanoTime()).isGreaterThan(end);
        assertThat(post.response().body()).isEqualTo("ok");
      }
    }
  }
}
