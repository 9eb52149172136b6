package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ticketchat.api.RawClient;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.infra.tokens.Secret;
import dev.ticketchat.infra.tokens.TokenKey;
import dev.ticketchat.infra.tokens.TokenSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bombs and floods against the packaged server in a process with 256 MiB of heap, which ends where
/// memory does. After each the server answers an ordinary client; after all of them, its memory is
/// back.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputIT {
  private static final Logger log = LoggerFactory.getLogger(HostileInputIT.class);
  private static final String SECRET = "a secret that only this test and its server share";
  private static final int POLLING_SESSIONS = 10_000;
  private static final int SILENT_SOCKETS = 4_000;
  private static final int HALF_REQUESTS = 1_000;
  private static final int AT_A_TIME = 8;

  /// Live, beyond what an idle server has.
  private static final long MOST_FOR_ABANDONED = 40 << 20;

  private static final long MOST_LEFT = 16 << 20;
  private static final Duration ABANDONED_END = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private final List<AutoCloseable> abandoned = new ArrayList<>();
  private ServerProcess server;
  private int port;
  private long idle;

  @BeforeAll
  void start() throws Exception {
    server =
        ServerProcess.start(
            folder,
            Map.of(
                "TICKETCHAT_JWT_SECRET", SECRET,
                "TICKETCHAT_RATE_LIMIT", "off",
                "JAVA_TOOL_OPTIONS", "-XX:+ExitOnOutOfMemoryError"),
            "serve",
            "--host",
            "127.0.0.1",
            "--port",
            "0");
    port = server.port();
    servesAnOrdinaryClient();
    idle = server.liveHeap();
  }

  @AfterAll
  void stop() throws Exception {
    for (var connection : abandoned) {
      connection.close();
    }
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> outlives() {
    return Stream.of(
            Stream.of(attack("sessions that are opened and abandoned", this::abandonSessions)),
            Stream.of(
                    HostileFrames.all(),
                    HostilePackets.all(),
                    HostileRequests.all(),
                    HostileFloods.all())
                .flatMap(attacks -> attacks)
                .map(attack -> attack(attack.name(), () -> attack.run().against(port))),
            Stream.of(
                attack("10,000 joins of tickets", this::joins),
                held("frames that announce 100 MB", 100, 2 << 20, HostileInputIT::announce),
                held("attachments without the last", 200, 40 << 20, HostileInputIT::allButTheLast),
                held("strangers' 130,000 fields", 24, 140 << 20, HostileInputIT::manyFields),
                dynamicTest("all of it, and is as before", this::isAsBefore)))
        .flatMap(tests -> tests);
  }

  private DynamicTest attack(String name, Executable executable) {
    return dynamicTest(
        name,
        () -> {
          executable.execute();
          servesAnOrdinaryClient();
        });
  }

  // --- sessions

  private void abandonSessions() throws Exception {
    manyTimes(POLLING_SESSIONS / 100, this::openHundredPollingSessions);
    manyTimes(SILENT_SOCKETS, () -> abandon(HostilePeer.webSocket(port)));
    manyTimes(
        HALF_REQUESTS,
        () -> {
          var peer = HostilePeer.http(port);
          peer.send("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: loc");
          return abandon(peer);
        });

    assertThat(measured("sessions that are abandoned", idle)).isLessThan(MOST_FOR_ABANDONED);
  }

  private Object openHundredPollingSessions() throws IOException {
    try (var peer = HostilePeer.http(port)) {
      for (int i = 0; i < 100; i++) {
        peer.send("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(peer.status()).isEqualTo(200);
      }
      return peer;
    }
  }

  private synchronized HostilePeer abandon(HostilePeer peer) {
    abandoned.add(peer);
    return peer;
  }

  private static void manyTimes(int times, Callable<?> action) throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      var all = threads.invokeAll(IntStream.range(0, times).mapToObj(_ -> action).toList());
      all.forEach(HostileInputIT::resultOf);
    }
  }

  private static void resultOf(Future<?> done) {
    try {
      done.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private void isAsBefore() throws Exception {
    await()
        .atMost(ABANDONED_END)
        .pollInterval(Duration.ofSeconds(1))
        .until(this::openSessions, open -> open == 0);
    assertThat(measured("sessions that are gone", idle)).isLessThan(MOST_LEFT);
    assertThat(server.err()).doesNotContain("OutOfMemoryError:", "OutOfDirectMemory", " ERROR ");
  }

  private double openSessions() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(uri().resolve("/metrics")).build();
      var figures = client.send(request, BodyHandlers.ofString()).body();
      return figures
          .lines()
          .filter(line -> line.startsWith("ticketchat_sockets_connected "))
          .mapToDouble(line -> Double.parseDouble(line.split(" ", 2)[1]))
          .sum();
    }
  }

  // --- what is held

  private void joins() throws IOException {
    try (var peer = HostilePeer.socket(port)) {
      peer.text("42[\"authenticate\",{\"token\":\"" + token("flooder") + "\"}]");
      for (int i = 0; i < 10_000; i++) {
        peer.text("42[\"join_ticket\",{\"ticketId\":\"none-" + i + "\"}]");
        if (i % 100 == 99) {
          peer.text("42" + i + "[\"ping\"]");
          peer.textWith("43" + i + "[");
        }
      }
    }
  }

  private static void announce(HostilePeer peer) throws IOException {
    peer.send(HostilePeer.header(HostilePeer.TEXT, 100 << 20));
    peer.send("4");
  }

  /// Many connections do the same, and stay.
  private DynamicTest held(String name, int times, long most, Attack attack) {
    return attack(
        name,
        () -> {
          long before = server.liveHeap();
          var held = new ArrayList<HostilePeer>();
          for (int i = 0; i < times; i++) {
            held.add(HostilePeer.socket(port));
            attack.by(held.getLast());
          }
          servesAnOrdinaryClient();
          assertThat(measured(name, before)).isLessThan(most);
          for (var peer : held) {
            peer.close();
          }
        });
  }

  private long measured(String what, long before) throws Exception {
    long more = server.liveHeap() - before;
    log.info("measured: {} hold {} KB of heap", what, more >> 10);
    return more;
  }

  @FunctionalInterface
  private interface Attack {
    void by(HostilePeer peer) throws IOException;
  }

  /// 260 MB in all, more than the heap: most find no room, and are closed.
  private static void allButTheLast(HostilePeer peer) {
    try {
      peer.text("4520-[\"x\"]");
      for (int sent = 0; sent < 19; sent++) {
        peer.frame(HostilePeer.BINARY, new byte[64 << 10]);
      }
    } catch (IOException closed) {
      // as it has to be
    }
  }

  private static void manyFields(HostilePeer peer) throws IOException {
    peer.text("42[\"join_ticket\",{" + HostilePeer.manyFields(900_000) + "}]");
  }

  // --- everybody else

  private void servesAnOrdinaryClient() {
    try (var client = RawClient.connect(uri())) {
      client.emit("authenticate", "{\"token\":\"" + token("c1") + "\"}");
      client.first("authenticated");

      assertThat(client.ask("ping").path("ok").booleanValue()).isTrue();
    }
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static String token(String id) {
    var key = new TokenKey.SharedSecret(new Secret(SECRET));
    return new TokenSigner(key, Optional.empty(), Optional.empty(), InstantSource.system())
        .sign(
            new Principal(new UserId(id), id, id + "@example.com", Role.CLIENT, Optional.empty()),
            Duration.ofHours(1));
  }
}
