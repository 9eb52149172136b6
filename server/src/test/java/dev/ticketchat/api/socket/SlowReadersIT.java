package dev.ticketchat.api.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.api.ChatServer;
import dev.ticketchat.testing.WireSocket;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that read slowly or not at all: what they cost the server, and what the others.
class SlowReadersIT {
  private static final int MIB = 1 << 20;
  private static final int SMALL_WINDOW = 16 * 1024;

  /// Of a room's members, and bytes that each of them reads per second.
  private static final int SLOW = 2;

  private static final int FAST = 18;
  private static final int SLOWEST = 1_000;

  private static final Duration ROUND = Duration.ofMillis(500);
  private static final int FEWEST_ROUNDS = 7;
  private static final int MOST_ROUNDS = 30;

  @TempDir Path folder;
  private ChatServer server;

  @BeforeEach
  void start() throws IOException {
    server = ChatServer.unlimited(folder, SocketPolicy.defaults());
    server.ticket("t", "c1");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void oneThatNeverReadsIsCutAtItsBoundAndTheRoomHearsSo() {
    var watching = server.signIn("admin:watching");
    watching.ask("join_ticket", "{\"ticketId\":\"t\"}");
    try (var deaf = new WireSocket(server.address(), SMALL_WINDOW).signIn("admin:deaf").join("t")) {
      var request = "{\"ticketId\":\"t\",\"message\":\"" + "x".repeat(10_000) + "\"}";

      int sent = 0;
      while (watching.all("user_left_ticket").isEmpty() && sent < 1_000) {
        assertThat(watching.ask("send_message", request).path("ok").booleanValue()).isTrue();
        sent++;
      }

      // The bound, and what the two systems keep: 256 KiB here and the small window there.
      assertThat(sent * 10_000L).isBetween((long) MIB, 2L * MIB);
      assertThat(watching.first("user_left_ticket").path("userId").stringValue()).isEqualTo("deaf");
      assertThat(watching.count("new_message", sent)).hasSize(sent);
      assertThat(deaf).isNotNull();
    }
  }

  @Test
  void aHundredPagesThatNobodyReadsTakeTheMemoryOfOneAndNoneIsLost() {
    server.fill("t", "c1", 100, "\u20ac".repeat(10_000)); // a page of 3 MB
    try (var client = new WireSocket(server.address(), SMALL_WINDOW).signIn("client:c1")) {
      long before = directMemory();
      for (int i = 0; i < 100; i++) {
        client.send("42[\"get_messages\",{\"ticketId\":\"t\",\"limit\":100}]");
      }
      await().until(() -> directMemory() - before > 2 * MIB);
      long most = highestFor(Duration.ofSeconds(2), before);

      assertThat(most).isLessThan(8L * MIB);
      for (int i = 0; i < 100; i++) {
        assertThat(client.await("42[\"messages_loaded\"")).hasSizeGreaterThan(1_000_000);
      }
      assertThat(server.sessions()).isEqualTo(1);
    }
  }

  /// A tenth of the members reads 1 kB a second and is cut off, and comes back for the next round.
  @Test
  void aTenthOfSlowReadersCostsTheOthersLessThanATenthOfTheirRate() throws Exception {
    try (var room = new Room()) {
      room.rate(false);
      var with = new ArrayList<Double>();
      var ratios = new ArrayList<Double>();
      // A busy machine makes one round slow and not the next: pairs of rounds are compared, and
      // more of them as long as chance may be to blame.
      while (ratios.size() < FEWEST_ROUNDS
          || (median(ratios) < 0.9 && ratios.size() < MOST_ROUNDS)) {
        boolean slowFirst = ratios.size() % 2 == 0;
        double first = room.rate(slowFirst);
        double second = room.rate(!slowFirst);
        with.add(slowFirst ? first : second);
        ratios.add(slowFirst ? first / second : second / first);
      }

      System.out.printf(
          "slow readers: %.0f messages/s with them, %.2f of the rate without, %d rounds, %d cut%n",
          median(with), median(ratios), ratios.size(), room.cut);
      assertThat(room.cut).as("slow readers that were cut off").isPositive();
      assertThat(median(ratios)).isGreaterThan(0.9);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static long highestFor(Duration time, long base) {
    long end = System.nanoTime() + time.toNanos();
    long highest = 0;
    while (System.nanoTime() < end) {
      highest = Math.max(highest, directMemory() - base);
      LockSupport.parkNanos(1_000_000);
    }
    return highest;
  }

  private static long directMemory() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /// A ticket with a sender that has sixteen messages under way, and its readers.
  private final class Room implements AutoCloseable {
    private final WireSocket sender = new WireSocket(server.address()).signIn("client:c1");
    private final List<WireSocket> fast = new ArrayList<>();
    private volatile boolean over;
    private int next;
    private int cut;

    Room() {
      IntStream.range(0, FAST).forEach(i -> fast.add(member("admin:f" + i, 0)));
      fast.forEach(this::readAll);
    }

    /// Messages per second with so many slow readers beside the fast ones, or as many fast ones.
    double rate(boolean slow) throws InterruptedException {
      var ending = new boolean[1];
      var others =
          IntStream.range(0, SLOW)
              .mapToObj(i -> Thread.startVirtualThread(() -> readOn("admin:s" + i, slow, ending)))
              .toList();
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      long begun = System.nanoTime();
      int sent = 0;
      for (int i = 0; i < 16; i++) {
        say();
      }
      while (System.nanoTime() - begun < ROUND.toNanos()) {
        sender.await("43");
        say();
        sent++;
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      for (int i = 0; i < 16; i++) {
        sender.await("43");
      }
      cut += slow ? FAST + 1 + SLOW - server.sessions() : 0;
      synchronized (ending) {
        ending[0] = true;
      }
      for (var other : others) {
        other.join();
      }
      return sent / seconds;
    }

    private void say() {
      sender.send(
          "42%d[\"send_message\",{\"ticketId\":\"t\",\"message\":\"%s\"}]"
              .formatted(next++, "x".repeat(10_000)));
    }

    private WireSocket member(String token, int window) {
      return new WireSocket(server.address(), window).signIn(token).join("t");
    }

    private void readAll(WireSocket member) {
      Thread.startVirtualThread(() -> {
        while (!over && member.readSome(64 * 1024) >= 0) {}
      });
    }

    private void readOn(String token, boolean slow, boolean[] ending) {
      try (var member = member(token, slow ? SMALL_WINDOW : 0)) {
        if (!slow) {
          readAll(member);
        }
        while (!isEnding(ending)) {
          if (slow) {
            member.readSome(SLOWEST / 50);
          }
          LockSupport.parkNanos(20_000_000);
        }
      }
    }

    private static boolean isEnding(boolean[] ending) {
      synchronized (ending) {
        return ending[0];
      }
    }

    @Override
    public void close() {
      over = true;
      sender.close();
      fast.forEach(WireSocket::close);
    }
  }
}
