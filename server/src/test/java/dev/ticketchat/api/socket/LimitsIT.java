package dev.ticketchat.api.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.api.ChatServer;
import dev.ticketchat.api.RawClient;
import dev.ticketchat.infra.limits.BucketRateLimiter;
import dev.ticketchat.infra.limits.Rates;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The real limits, at a clock that stands still unless the test moves it.
class LimitsIT {
  private static final int FAILURES = 10;
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private volatile LongSupplier clock = nanos::get;
  private ChatServer server;

  @BeforeEach
  void start() throws IOException {
    var limiter = new BucketRateLimiter(Rates.STANDARD, () -> clock.getAsLong());
    server = new ChatServer(folder, SocketPolicy.defaults(), limiter);
    server.ticket("t", "c1");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void failedSignInsOfAnAddressCountTogetherWhateverWayTheyCome() {
    for (int i = 0; i < FAILURES; i++) {
      var code =
          switch (i % 3) {
            case 0 -> guess(server.connect()).path("error").path("code").stringValue();
            case 1 -> handshakeGuess();
            default -> httpGuess() == 401 ? "UNAUTHENTICATED" : "RATE_LIMITED";
          };
      assertThat(code).as("guess " + i).isEqualTo("UNAUTHENTICATED");
    }

    var error = guess(server.connect()).path("error");
    assertThat(error.path("code").stringValue()).isEqualTo("RATE_LIMITED");
    assertThat(handshakeGuess()).isEqualTo("RATE_LIMITED");
    assertThat(httpGuess()).isEqualTo(429);
    server.signIn("client:colleague"); // whose token is good

    pass(Duration.ofMillis(error.path("retryAfterMs").longValue()).plusSeconds(1));
    assertThat(guess(server.connect()).path("error").path("code").stringValue())
        .isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void guessingPastTheLimitIsSlowOnEachConnection() {
    var guesser = server.connect();
    IntStream.range(0, FAILURES).forEach(_ -> guess(guesser));
    long begun = System.nanoTime();

    guess(guesser);
    guess(guesser);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void whoWaitsAsLongAsToldSucceedsAndOneMilliEarlierDoesNot() {
    var client = server.signIn("client:c1");
    IntStream.range(0, 30).forEach(_ -> assertThat(say(client).path("ok").booleanValue()).isTrue());
    long wait = say(client).path("error").path("retryAfterMs").longValue();

    pass(Duration.ofMillis(wait - 1));
    assertThat(say(client).path("error").path("code").stringValue()).isEqualTo("RATE_LIMITED");
    pass(Duration.ofMillis(1));
    assertThat(say(client).path("ok").booleanValue()).isTrue();
  }

  @Test
  void reconnectingResetsNothing() {
    var first = server.signIn("client:c1");
    IntStream.range(0, 30).forEach(_ -> say(first));
    first.close();

    var again = server.signIn("client:c1");

    assertThat(say(again).path("error").path("code").stringValue()).isEqualTo("RATE_LIMITED");
  }

  @Test
  void eachRequestOfAFloodHasItsOneAnswerInTime() {
    clock = System::nanoTime;
    var sockets = IntStream.range(0, 5).mapToObj(_ -> server.signIn("client:c1")).toList();

    var answers =
        sockets.stream()
            .flatMap(socket -> IntStream.range(0, 400).mapToObj(_ -> socket.later("join_ticket")))
            .toList();
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .orTimeout(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS)
        .join();

    assertThat(answers).allMatch(answer -> !answer.join().path("ok").booleanValue());
    assertThat(sockets.stream().map(s -> s.all("join_ticket_error")).mapToInt(List::size).sum())
        .isEqualTo(answers.size());
  }

  @Test
  void aFloodIsReadAsSlowlyAsItIsWorth() {
    var flooders =
        IntStream.range(0, 2).mapToObj(_ -> server.connect()).toList(); // signed in nowhere
    long begun = System.nanoTime();

    Stream<CompletableFuture<JsonNode>> pongs =
        flooders.stream().flatMap(f -> IntStream.range(0, 510).mapToObj(_ -> f.later("ping")));
    var all = new ArrayList<>(pongs.toList());

    // The clock stands still: past a thousand, each costs its connection a quarter of a second.
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .orTimeout(LONGEST_ANSWER.multipliedBy(2).toSeconds(), TimeUnit.SECONDS)
        .join();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(2));
    assertThat(say(server.signIn("client:c1")).path("ok").booleanValue()).isTrue();
  }

  private JsonNode say(RawClient client) {
    return client.ask("send_message", "{\"ticketId\":\"t\",\"message\":\"m\"}");
  }

  private static JsonNode guess(RawClient client) {
    return client.ask("authenticate", "{\"token\":\"bad\"}");
  }

  private String handshakeGuess() {
    var answer = server.open("{\"token\":\"bad\"}").answer();
    assertThat(answer.name()).isEqualTo("connect_error");
    return answer.payload().path("data").path("code").stringValue();
  }

  private int httpGuess() {
    return server
        .request(
            HttpRequest.newBuilder().header("authorization", "Bearer bad").GET(), "/api/tickets")
        .statusCode();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
