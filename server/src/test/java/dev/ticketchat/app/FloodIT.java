package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.infra.tokens.Secret;
import dev.ticketchat.infra.tokens.TokenKey;
import dev.ticketchat.infra.tokens.TokenSigner;
import dev.ticketchat.testing.WireSocket;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One user floods a server in a process of its own with 10,000 events a second on 30 sockets.
class FloodIT {
  private static final String SECRET = "a secret that only this test and its server share";
  private static final int SOCKETS = 30;
  private static final int EVENTS_PER_SECOND = 10_000;
  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final int FEWEST_ROUNDS = 3;
  private static final int MOST_ROUNDS = 6;

  /// What a message may take longer, beside a tenth: the machine has the flooder to run, too.
  private static final double SLACK_MILLIS = 5;

  @TempDir Path folder;

  @Test
  void leavesOthersAloneAndIsAnsweredRequestByRequest() throws Exception {
    try (var server =
        ServerProcess.start(
            folder,
            Map.of("TICKETCHAT_JWT_SECRET", SECRET),
            "serve",
            "--host",
            "127.0.0.1",
            "--port",
            "0")) {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
      mirror(address);
      try (var flood = new Flood(address);
          var other = new WireSocket(address).signIn(token("other", Role.CLIENT)).join("t")) {
        latencies(other);
        var quiet = new ArrayList<Double>();
        var flooded = new ArrayList<Double>();
        int rounds = 0;
        var cpu = Duration.ZERO;
        while (rounds < FEWEST_ROUNDS
            || (percentile(flooded, 50) > allowed(quiet) && rounds < MOST_ROUNDS)) {
          quiet.addAll(latencies(other));
          var before = server.cpuTime();
          flood.begin();
          flooded.addAll(latencies(other));
          flood.end();
          cpu = cpu.plus(server.cpuTime()).minus(before);
          rounds++;
        }

        System.out.printf(
            "flood: others' median %.1f ms, with it %.1f; 95th percentile %.1f ms, with it %.1f;"
                + " %d events sent, %d answered; the server took %.0f %% of a core%n",
            percentile(quiet, 50),
            percentile(flooded, 50),
            percentile(quiet, 95),
            percentile(flooded, 95),
            flood.sent.get(),
            flood.answered.get(),
            100.0 * cpu.toMillis() / rounds / ROUND.toMillis());
        assertThat(percentile(flooded, 50)).isLessThan(allowed(quiet));
        assertThat(flood.outOfTurn.get()).as("answers that were missing or too many").isZero();
        assertThat(flood.answered.get()).isGreaterThan(1_000);
        assertThat(server.err()).doesNotContain("ERROR");
      }
    }
  }

  private static double allowed(List<Double> quiet) {
    return 1.1 * percentile(quiet, 50) + SLACK_MILLIS;
  }

  /// Of messages that another user sends 20 times a second at most, from sending to the answer.
  private static List<Double> latencies(WireSocket socket) {
    var millis = new ArrayList<Double>();
    long end = System.nanoTime() + ROUND.toNanos();
    while (System.nanoTime() < end) {
      long begun = System.nanoTime();
      socket.send("421[\"send_message\",{\"ticketId\":\"t\",\"message\":\"hello\"}]");
      assertThat(socket.await("431")).contains("\"ok\":true");
      millis.add((System.nanoTime() - begun) / 1e6);
      LockSupport.parkNanos(Duration.ofMillis(110).toNanos() - System.nanoTime() + begun);
    }
    return millis;
  }

  private static double percentile(List<Double> values, int percent) {
    var sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() * percent / 100);
  }

  private static String token(String id, Role role) {
    return new TokenSigner(
            new TokenKey.SharedSecret(new Secret(SECRET)),
            Optional.empty(),
            Optional.empty(),
            InstantSource.system())
        .sign(
            new Principal(new UserId(id), id, id + "@example.com", role, Optional.empty()),
            Duration.ofHours(1));
  }

  private static void mirror(InetSocketAddress address) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + address.getPort() + "/api/tickets/t"))
              .header("authorization", "Bearer " + token("desk", Role.SUPER_ADMIN))
              .header("content-type", "application/json")
              .PUT(HttpRequest.BodyPublishers.ofString("{\"clientId\":\"other\",\"title\":\"T\"}"))
              .build();
      assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(201);
    }
  }

  /// Thirty sockets of one user. Each sends its share in batches, if the server takes them.
  private static final class Flood implements AutoCloseable {
    private static final int BATCHES_PER_SECOND = 20;
    private static final int BATCH = EVENTS_PER_SECOND / SOCKETS / BATCHES_PER_SECOND;

    private final List<WireSocket> sockets = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong outOfTurn = new AtomicLong();
    private final int[] next = new int[SOCKETS];
    private List<Thread> senders = List.of();
    private volatile boolean flooding;

    Flood(InetSocketAddress address) {
      var token = token("flooder", Role.CLIENT);
      for (int i = 0; i < SOCKETS; i++) {
        var socket = new WireSocket(address).signIn(token);
        sockets.add(socket);
        Thread.startVirtualThread(() -> count(socket));
      }
    }

    void begin() {
      flooding = true;
      senders =
          IntStream.range(0, SOCKETS)
              .mapToObj(i -> Thread.startVirtualThread(() -> send(i)))
              .toList();
    }

    void end() throws InterruptedException {
      flooding = false;
      for (var sender : senders) {
        sender.join();
      }
    }

    private void send(int flooder) {
      while (flooding) {
        long begun = System.nanoTime();
        var batch = new ByteArrayOutputStream();
        for (int i = 0; i < BATCH; i++) {
          int id = next[flooder]++;
          batch.writeBytes(WireSocket.frame("42" + id + "[\"get_messages\",{}]"));
        }
        sockets.get(flooder).send(batch.toByteArray());
        sent.addAndGet(BATCH);
        LockSupport.parkNanos(1_000_000_000 / BATCHES_PER_SECOND - System.nanoTime() + begun);
      }
    }

    /// Requests are answered in their order, each once.
    private void count(WireSocket socket) {
      try {
        for (int expected = 0; ; expected++) {
          if (!socket.await("43").startsWith("43" + expected + "[")) {
            outOfTurn.incrementAndGet();
          }
          answered.incrementAndGet();
        }
      } catch (UncheckedIOException _) {
        // over
      }
    }

    @Override
    public void close() {
      flooding = false;
      sockets.forEach(WireSocket::close);
    }
  }
}
