package dev.ticketchat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ticketchat.faults.client.Answer;
import dev.ticketchat.faults.client.AttachedFile;
import dev.ticketchat.faults.client.ChatClient;
import dev.ticketchat.faults.client.ChatClients;
import dev.ticketchat.faults.ledger.Checker;
import dev.ticketchat.faults.ledger.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk of database and files fills up under load, and has space again later.
final class DiskFullIT {
  private static final int CLIENTS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> TICKETS =
      IntStream.range(0, CLIENTS / 10).mapToObj(i -> "T-" + i).toList();

  @TempDir private Path folder;

  private final Tokens tokens = new Tokens();

  @BeforeEach
  void needsRoot() {
    assumeTrue(SmallDisk.possible(), "Only root can mount a small disk.");
  }

  @Test
  void refusesWhatItCannotStoreAndGoesOnByItselfWhenThereIsSpace() throws Exception {
    try (var disk = SmallDisk.mount(folder.resolve("disk"), 24);
        var server =
            new Deployment(folder, disk.path().resolve("data"), tokens, Map.of(), List.of());
        var clients = new ChatClients(1);
        var talk = new Talk(Duration.ofMillis(100))) {
      server.process().port();
      var desk = server.desk();
      desk.open(TICKETS, "u0");
      clients.enter(CLIENTS, TICKETS, server::superAdmin);
      talk.begin(clients.all(), TICKETS);
      var sender = clients.all().getFirst();
      assertThat(sendFile(sender, "before", 20_000).ok()).isTrue();
      var filesBefore = files(disk);

      disk.fill();
      await().atMost(PATIENCE).until(() -> talk.refused() >= CLIENTS);

      var newcomer = clients.client(server.superAdmin("a new user", List.of("T-0")));
      var other = clients.client(server.superAdmin("another", List.of("T-0")).signingInByEvent());
      assertThat(newcomer.connect().get(10, TimeUnit.SECONDS).ready()).isTrue();
      assertThat(other.connect().get(10, TimeUnit.SECONDS).ready()).isTrue();
      assertThat(newcomer.load("T-1").get(10, TimeUnit.SECONDS).ok()).isTrue();
      assertThat(desk.messages("T-1")).isNotEmpty();
      for (var size : List.of(20_000, 2_000_000)) {
        var refused = sendFile(sender, "full " + size, size);
        assertThat(refused.code()).isEqualTo("UNAVAILABLE");
        assertThat(refused.body().path("error").path("message").asString()).endsWith("try again.");
      }
      assertThat(files(disk)).isEqualTo(filesBefore);

      disk.empty();
      var enough = talk.acknowledged() + 10 * CLIENTS;
      await().atMost(PATIENCE).until(() -> talk.acknowledged() >= enough);
      assertThat(sendFile(sender, "after", 2_000_000).ok()).isTrue();
      assertThat(newcomer.send("T-0", "from a new user").get(10, TimeUnit.SECONDS).ok()).isTrue();

      talk.stop();
      await().atMost(PATIENCE).until(() -> talk.open() == 0);
      var verdict = Checker.check(clients.ledgers(), desk.history(TICKETS));
      System.out.println("Disk full\n\n" + verdict.table());
      assertThat(verdict.clean()).as(verdict::toString).isTrue();
      assertThat(refusals(clients)).containsOnly("UNAVAILABLE");
      assertThat(server.process().err()).doesNotContain("\tat ");
    }
  }

  private static Answer sendFile(ChatClient client, String text, int size) throws Exception {
    return client
        .send("T-0", text, new AttachedFile(size, size).fields())
        .get(10, TimeUnit.SECONDS);
  }

  private static List<String> refusals(ChatClients clients) {
    return clients.ledgers().stream()
        .flatMap(ledger -> ledger.entries().stream())
        .filter(Entry.Refused.class::isInstance)
        .map(entry -> ((Entry.Refused) entry).code())
        .distinct()
        .toList();
  }

  private static List<Path> files(SmallDisk disk) throws IOException {
    try (var files = Files.walk(disk.path().resolve("data/uploads"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
