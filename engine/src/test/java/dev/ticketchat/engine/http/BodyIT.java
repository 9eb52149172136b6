package dev.ticketchat.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers whose bodies are not in memory.
final class BodyIT {
  private static final int SIZE = 5_000_000;

  @TempDir Path folder;
  private final byte[] content = new byte[SIZE];
  private final Collection<FileChannel> opened = new ConcurrentLinkedQueue<>();
  private final AtomicInteger openStreams = new AtomicInteger();
  private Path file;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(content);
    file = Files.write(folder.resolve("file"), content);
    server = serve(Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    server.close(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/file", "/stream"})
  void areSentWholeOneAfterTheOther(String path) {
    try (var client = new RawConnection(server.address())) {
      for (int i = 0; i < 3; i++) {
        client.request("GET " + path + " HTTP/1.1", "Host: h");

        assertThat(head(client)).containsEntry("content-length", "" + SIZE);
        assertThat(client.read(SIZE)).isEqualTo(content);
      }
    }
    assertNothingIsOpen();
  }

  @Test
  void mayBeAPartOfAFile() {
    try (var client = new RawConnection(server.address())) {
      client.request("GET /part HTTP/1.1", "Host: h");

      assertThat(head(client)).containsEntry("content-length", "1000");
      assertThat(client.read(1000)).isEqualTo(Arrays.copyOfRange(content, 4_000_000, 4_001_000));
    }
    assertNothingIsOpen();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/file", "/stream"})
  void areNotSentToAHead(String path) {
    try (var client = new RawConnection(server.address())) {
      client.request("HEAD " + path + " HTTP/1.1", "Host: h");
      assertThat(client.response(false).header("content-length")).isEqualTo("" + SIZE);

      client.request("GET /part HTTP/1.1", "Host: h");
      assertThat(head(client)).containsEntry("content-length", "1000");
    }
    assertNothingIsOpen();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/file", "/stream"})
  void areClosedWhenThePeerGoesAway(String path) {
    try (var client = new RawConnection(server.address())) {
      client.request("GET " + path + " HTTP/1.1", "Host: h");
      client.read(100);
    }

    assertNothingIsOpen();
  }

  @Test
  void endTheConnectionWhereLessComesThanWasPromised() {
    try (var client = new RawConnection(server.address())) {
      client.request("GET /short HTTP/1.1", "Host: h");
      head(client);

      assertThatThrownBy(() -> client.read(SIZE + 1)).isInstanceOf(UncheckedIOException.class);
    }
    assertNothingIsOpen();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/file", "/stream"})
  void mayBeReadSlowlyButNotNotAtAll(String path) {
    var impatient = serve(Duration.ofMillis(700));
    try (var slow = new RawConnection(impatient.address());
        var stuck = new RawConnection(impatient.address())) {
      stuck.request("GET /endless HTTP/1.1", "Host: h");
      slow.request("GET " + path + " HTTP/1.1", "Host: h");
      head(slow);
      var read = 0;
      for (int i = 0; i < 10; i++) {
        assertThat(pause(Duration.ofMillis(150))).isTrue();
        read += slow.read(SIZE / 10).length;
      }

      assertThat(read).isEqualTo(SIZE);
      assertThatThrownBy(() -> stuck.read(Integer.MAX_VALUE - 8))
          .isInstanceOf(UncheckedIOException.class);
    } finally {
      impatient.close(Duration.ZERO);
    }
    assertNothingIsOpen();
  }

  /// The pace of a slow reader.
  private static boolean pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await().pollInterval(Duration.ofMillis(10)).until(() -> System.nanoTime() >= end);
    return true;
  }

  private void assertNothingIsOpen() {
    await()
        .untilAsserted(() -> {
          assertThat(opened).noneMatch(FileChannel::isOpen);
          assertThat(openStreams).hasValue(0);
        });
  }

  private static Map<String, String> head(RawConnection client) {
    return client.response(false).headers();
  }

  private HttpServer serve(Duration timeout) {
    var config = new HttpConfig("127.0.0.1", 0, 1, timeout, 100, new Cors.SameOrigin());
    try {
      return HttpServer.start(
          config,
          List.of(
              Route.get("/file", _ -> response(part(0, SIZE))),
              Route.get("/part", _ -> response(part(4_000_000, 1000))),
              Route.get("/stream", _ -> response(stream(SIZE))),
              Route.get("/endless", _ -> response(endless())),
              Route.get("/short", _ -> response(stream(SIZE + 1)))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Response response(Body body) {
    return new Response(200, Map.of(), body);
  }

  private Body part(long from, long length) throws IOException {
    var channel = FileChannel.open(file);
    opened.add(channel);
    return new Body.FilePart(channel, from, length);
  }

  private Body stream(long promised) {
    return new Body.Stream(counted(new ByteArrayInputStream(content)), promised);
  }

  private Body endless() {
    var zeros =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] into, int from, int count) {
            return count;
          }
        };
    return new Body.Stream(counted(zeros), Integer.MAX_VALUE);
  }

  private InputStream counted(InputStream in) {
    openStreams.incrementAndGet();
    return new FilterInputStream(in) {
      private boolean closed;

      @Override
      public void close() throws IOException {
        super.close();
        if (!closed) {
          closed = true;
          openStreams.decrementAndGet();
        }
      }
    };
  }
}
