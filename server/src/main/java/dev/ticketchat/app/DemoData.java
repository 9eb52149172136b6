package dev.ticketchat.app;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.messages.RetryKey;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.chat.tickets.TicketStatus;
import dev.ticketchat.infra.metrics.Metrics;
import dev.ticketchat.infra.sql.SqlStores;
import dev.ticketchat.infra.sql.SqliteDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The tickets that the demo starts with, written as if people had been at work before.
final class DemoData {
  private final Instant now;

  /// What the clock of the store shows, on any thread: the time of the message that is written.
  private volatile Instant then;

  DemoData(InstantSource clock) {
    this.now = clock.instant();
    this.then = now;
  }

  /// Makes a database with them in this folder. Doing it twice, or again after it was interrupted,
  /// is doing it once.
  void seed(Path folder) {
    var tickets = read();
    try (var metrics = new Metrics();
        var stores = new SqlStores(SqliteDatabase.open(folder), () -> then, metrics)) {
      Arrays.stream(DemoUser.values()).map(DemoUser::principal).forEach(stores.users()::remember);
      tickets.forEach(ticket -> stores.tickets().save(List.of(draft(ticket)), opened(ticket)));
      for (var entry : inOrderOfTime(tickets)) {
        then = ago(entry.line());
        stores.messages().append(entry.message(), _ -> {});
      }
    }
  }

  /// A message of a ticket.
  private record Entry(DemoTicket ticket, DemoTicket.Line line) {

    NewMessage message() {
      var key = ticket.id() + "-" + line.minutesAgo();
      return new NewMessage(
          new TicketId(ticket.id()), user(line.from()), line.text(), new RetryKey.Durable(key));
    }
  }

  private static List<Entry> inOrderOfTime(List<DemoTicket> tickets) {
    return tickets.stream()
        .flatMap(ticket -> ticket.messages().stream().map(line -> new Entry(ticket, line)))
        .sorted(Comparator.comparingInt((Entry entry) -> entry.line().minutesAgo()).reversed())
        .toList();
  }

  private static TicketDraft draft(DemoTicket ticket) {
    var status =
        Stream.of(TicketStatus.values())
            .filter(known -> known.wire().equals(ticket.status()))
            .findFirst();
    return new TicketDraft(
        new TicketId(ticket.id()), user(ticket.client()).id(), ticket.title(), status);
  }

  private Instant opened(DemoTicket ticket) {
    return ago(ticket.messages().getFirst());
  }

  private Instant ago(DemoTicket.Line line) {
    return now.minus(Duration.ofMinutes(line.minutesAgo()));
  }

  private static Principal user(String name) {
    return DemoUser.valueOf(name.toUpperCase(Locale.ROOT)).principal();
  }

  private static List<DemoTicket> read() {
    try (var json = DemoData.class.getResourceAsStream("/demo/tickets.json")) {
      return new JsonMapper()
          .readValue(Optional.ofNullable(json).orElseThrow(), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
