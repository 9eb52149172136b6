package dev.ticketchat.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that are not in memory, as a client sees them.
final class DownloadIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int SIZE = 1_000_000;
  private static final long BIG = 100 << 20;

  /// Of a client; but several segments of the loopback, so that TCP need not probe for room.
  private static final int SMALL_BUFFER = 512 * 1024;

  @TempDir private Path folder;
  private final byte[] content = new byte[SIZE];
  private DownloadServer server;

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(content);
    Files.write(folder.resolve("some"), content);
    try (var big = new RandomAccessFile(folder.resolve("big").toFile(), "rw")) {
      big.setLength(BIG);
    }
    server = new DownloadServer(folder, Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "stream"})
  void sendsAFileWhole(String way) {
    try (var client = server.connect()) {
      var response = get(client, "/%s/some/1000000".formatted(way));

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("content-length")).isEqualTo("1000000");
      assertThat(response.bytes()).isEqualTo(content);
    }
    awaitAllClosed();
  }

  @Test
  void sendsAPartOfAFile() {
    try (var client = server.connect()) {
      assertThat(get(client, "/file/some/500?from=1000").bytes())
          .isEqualTo(Arrays.copyOfRange(content, 1_000, 1_500));
      assertThat(get(client, "/stream/some/500").bytes()).isEqualTo(Arrays.copyOf(content, 500));
    }
    awaitAllClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "stream", "paused", "broken"})
  void answersHeadWithTheLengthAlone(String way) {
    try (var client = server.connect()) {
      client.request("HEAD /%s/some/1000000 HTTP/1.1".formatted(way), "Host: h");

      assertThat(client.response(false).header("content-length")).isEqualTo("1000000");
      awaitAllClosed();
      assertThat(get(client, "/file/some/500").bytes()).hasSize(500);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/file/some/0", "/stream/some/0"})
  void sendsNothingOfNothing(String path) {
    try (var client = server.connect()) {
      assertThat(get(client, path).header("content-length")).isEqualTo("0");
      assertThat(get(client, "/file/some/500").bytes()).hasSize(500);
    }
    awaitAllClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/file/some/500?status=304", "/stream/some/500?status=204"})
  void sendsNoBodyWhereTheStatusForbidsOne(String path) {
    try (var client = server.connect()) {
      assertThat(get(client, path).headers()).doesNotContainKey("content-length");
      assertThat(get(client, "/file/some/500").bytes()).hasSize(500);
    }
    awaitAllClosed();
  }

  @Test
  void sendsSeveralOverOneConnection() {
    var paths =
        List.of("file/some/1000000", "stream/some/1000000", "file/some/5", "stream/some/1000000");
    try (var client = server.connect()) {
      paths.forEach(path -> client.request("GET /" + path + " HTTP/1.1", "Host: h"));

      assertThat(client.response().bytes()).isEqualTo(content);
      assertThat(client.response().bytes()).isEqualTo(content);
      assertThat(client.response().bytes()).hasSize(5);
      assertThat(client.response().bytes()).isEqualTo(content);
    }
    awaitAllClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "stream"})
  void closesAConnectionAfterTheDownloadThatWasItsLast(String way) {
    try (var client = server.connect()) {
      var path = "/%s/some/1000000".formatted(way);
      client.request("GET " + path + " HTTP/1.1", "Host: h", "Connection: close");

      assertThat(client.response().bytes()).isEqualTo(content);
      assertThat(client.isClosedWithin(SOON)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "stream"})
  void sendsABigFileWithoutHoldingIt(String way) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var client = server.connect()) {
      get(client, "/%s/some/5".formatted(way));
      long before = threads.getTotalThreadAllocatedBytes();

      beginBig(client, way);
      client.skip(BIG);

      assertThat(threads.getTotalThreadAllocatedBytes() - before).isLessThan(BIG / 8);
    }
    awaitAllClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "stream", "paused"})
  void closesWhatAPeerNoLongerWants(String way) {
    try (var client = server.connect()) {
      beginBig(client, way);
      client.skip(10_000);
      assertThat(server.openFiles()).isEqualTo(1);
    }

    awaitAllClosed();
  }

  @Test
  void closesAnAnswerThatComesAfterThePeerHasGone() throws Exception {
    var aborted = new CountDownLatch(1);
    Exchange exchange;
    try (var client = server.connect()) {
      client.request("GET /held/some/500 HTTP/1.1", "Host: h");
      exchange = server.held.poll(5, TimeUnit.SECONDS);
      exchange.onAbort(aborted::countDown);
    }
    assertThat(aborted.await(5, TimeUnit.SECONDS)).isTrue();

    exchange.respond(server.region(exchange.request()));
    exchange.respond(server.stream(exchange.request()));

    awaitAllClosed();
  }

  @Test
  void closesAnAnswerThatComesAfterAnotherOrAfterTheServerHasEnded() throws Exception {
    try (var client = server.connect()) {
      client.request("GET /held/some/500 HTTP/1.1", "Host: h");
      var exchange = server.held.poll(5, TimeUnit.SECONDS);

      exchange.respond(Response.text(200, "first"));
      exchange.respond(server.region(exchange.request()));
      exchange.respond(server.stream(exchange.request()));

      assertThat(client.response().body()).isEqualTo("first");
      awaitAllClosed();

      server.close();
      exchange.respond(server.region(exchange.request()));
      exchange.respond(server.stream(exchange.request()));

      assertThat(server.opened).hasValue(4);
      awaitAllClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "stream", "broken"})
  void endsTheConnectionWhenThereIsLessThanWasSaid(String way) {
    try (var client = server.connect()) {
      client.request("GET /%s/some/2000000 HTTP/1.1".formatted(way), "Host: h");

      assertThat(client.response(false).header("content-length")).isEqualTo("2000000");
      assertThatThrownBy(() -> client.skip(2_000_000)).isInstanceOf(UncheckedIOException.class);
    }
    awaitAllClosed();
  }

  @Test
  void endsTheConnectionWhenAStreamPausesForTooLong() throws IOException {
    restart(Duration.ofMillis(200));
    try (var client = server.connect()) {
      beginBig(client, "paused");

      assertThat(client.isClosedWithin(SOON)).isTrue();
    }
    awaitAllClosed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "stream"})
  void cutsOffAPeerThatStopsReading(String way) throws IOException {
    restart(Duration.ofMillis(200));
    try (var client = new RawConnection(server.address(), SMALL_BUFFER)) {
      beginBig(client, way);
      client.skip(SIZE);

      awaitAllClosed();
      assertThatThrownBy(() -> client.skip(BIG - SIZE)).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void letsSlowPeersGoOnAsLongAsTheyRead() throws IOException {
    var deadline = Duration.ofSeconds(2);
    restart(deadline);
    try (var one = new RawConnection(server.address(), SMALL_BUFFER);
        var other = new RawConnection(server.address(), SMALL_BUFFER)) {
      beginBig(one, "file");
      beginBig(other, "stream");

      long end = System.nanoTime() + deadline.multipliedBy(3).toNanos();
      await()
          .pollInterval(Duration.ofMillis(20))
          .until(() -> {
            one.skip(8 * 1024);
            other.skip(8 * 1024);
            return System.nanoTime() > end;
          });

      assertThat(server.openFiles()).isEqualTo(2);
    }
    awaitAllClosed();
  }

  private void restart(Duration requestTimeout) throws IOException {
    server.close();
    server = new DownloadServer(folder, requestTimeout);
  }

  private void awaitAllClosed() {
    assertThat(server.opened.get()).isPositive();
    await().atMost(SOON).until(() -> server.openFiles() == 0);
  }

  private static RawResponse get(RawConnection client, String path) {
    return client.request("GET " + path + " HTTP/1.1", "Host: h").response();
  }

  /// Asks for the big file, and reads the head of the answer.
  private static void beginBig(RawConnection client, String way) {
    client.request("GET /%s/big/%d HTTP/1.1".formatted(way, BIG), "Host: h");
    assertThat(client.response(false).header("content-length")).isEqualTo(Long.toString(BIG));
  }
}
