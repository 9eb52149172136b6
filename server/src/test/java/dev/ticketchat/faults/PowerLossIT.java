package dev.ticketchat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.faults.client.AttachedFile;
import dev.ticketchat.faults.client.ChatClient;
import dev.ticketchat.faults.client.ChatClients;
import dev.ticketchat.faults.ledger.Checker;
import dev.ticketchat.faults.ledger.History;
import dev.ticketchat.faults.ledger.Ledger;
import dev.ticketchat.faults.ledger.Told;
import dev.ticketchat.faults.power.PowerLog;
import dev.ticketchat.faults.power.PowerlessDisk;
import dev.ticketchat.infra.metrics.Metrics;
import dev.ticketchat.infra.sql.SqlStores;
import dev.ticketchat.infra.sql.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The power fails under load, at many moments of one run: what was not synced is gone, or there in
/// part.
final class PowerLossIT {
  private static final int CUTS = Integer.getInteger("power.cuts", 8);
  private static final int CLIENTS = 100;
  private static final int FILE = 20_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> TICKETS =
      IntStream.range(0, CLIENTS / 10).mapToObj(i -> "T-" + i).toList();

  @TempDir private Path folder;

  private final Tokens tokens = new Tokens();

  @Test
  void keepsAllThatAnyoneWasToldOf() throws Exception {
    var log = PowerLog.of(folder.resolve("data"), folder);
    var ledgers = runUntilThePowerFails(log);
    var disk = PowerlessDisk.of(log);
    var last = new Found(0, 0);
    for (var cut = 1; cut <= CUTS; cut++) {
      var moment = disk.begin() + (disk.end() - disk.begin()) / CUTS * cut;
      disk.goOnUntil(moment);
      var until = ledgers.stream().map(ledger -> ledger.until(moment)).toList();
      disk.write(folder.resolve("dropped-" + cut));
      disk.writeTorn(folder.resolve("torn-" + cut), new Random(cut));

      check(until, folder.resolve("dropped-" + cut));
      last = check(until, folder.resolve("torn-" + cut));
    }
    System.out.printf("%d power cuts, at the last %s%n", 2 * CUTS, last);
    assertThat(last.acknowledged).isGreaterThan(1_000);
    assertThat(last.files).isGreaterThan(10);
  }

  private List<Ledger> runUntilThePowerFails(PowerLog log) throws Exception {
    try (var server = new Deployment(folder, log.root(), tokens, log.environment(), List.of());
        var clients = new ChatClients(1);
        var talk = new Talk(Duration.ofMillis(100))) {
      server.process().port();
      server.desk().open(TICKETS, "u0");
      clients.enter(CLIENTS, TICKETS, server::superAdmin);
      talk.begin(clients.all(), TICKETS);
      clients.all().stream().limit(10).forEach(client -> sendFiles(client, 1));
      await().atMost(PATIENCE).until(() -> talk.acknowledged() >= 2_000);
      server.kill();
      return clients.ledgers();
    }
  }

  /// Sends files one after the other, until the power fails.
  private void sendFiles(ChatClient client, int number) {
    var ticket = TICKETS.get(number % TICKETS.size());
    var file = new AttachedFile(number, FILE);
    var _ =
        client
            .send(ticket, client.name() + " sends file " + number, file.fields())
            .thenAccept(_ -> sendFiles(client, number + 1));
  }

  private record Found(int acknowledged, int files) {}

  private static Found check(List<Ledger> ledgers, Path found) throws IOException {
    var messages = messages(found);
    var verdict = Checker.check(ledgers, history(messages));
    assertThat(verdict.clean()).as(() -> found.getFileName() + ": " + verdict).isTrue();
    var files = files(found.resolve("uploads/chat"));
    for (var message : messages.values().stream().flatMap(List::stream).toList()) {
      for (var file : message.attachments()) {
        assertThat(files)
            .as("%s in %s", message.id(), found)
            .containsEntry(file.name().value(), file.size());
      }
    }
    return new Found(verdict.figures().acknowledged(), files.size());
  }

  private static Map<String, List<Message>> messages(Path found) {
    var messages = new HashMap<String, List<Message>>();
    try (var metrics = new Metrics();
        var stores = new SqlStores(SqliteDatabase.open(found), InstantSource.system(), metrics)) {
      for (var ticket : TICKETS) {
        var id = new TicketId(ticket);
        messages.put(
            ticket, stores.messages().between(List.of(id), 0, Long.MAX_VALUE, Integer.MAX_VALUE));
      }
    }
    return messages;
  }

  private static History history(Map<String, List<Message>> messages) {
    var tickets = new HashMap<String, List<Told>>();
    messages.forEach((ticket, all) ->
        tickets.put(
            ticket,
            all.stream().map(m -> new Told(ticket, m.seq(), m.id().value(), m.text())).toList()));
    return new History(tickets);
  }

  /// Names and sizes.
  private static Map<String, Long> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return Map.of();
    }
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString(), file -> file.toFile().length()));
    }
  }
}
