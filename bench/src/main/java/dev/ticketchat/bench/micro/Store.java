package dev.ticketchat.bench.micro;

import dev.ticketchat.bench.process.Scratch;
import dev.ticketchat.chat.messages.MessageStore;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.infra.metrics.Metrics;
import dev.ticketchat.infra.sql.SqlStores;
import dev.ticketchat.infra.sql.SqliteDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.IntStream;

/// A new SQLite database in the folder for temporary files, which is deleted when this is closed.
final class Store implements AutoCloseable {
  private final Scratch scratch = Scratch.in(Path.of(System.getProperty("java.io.tmpdir")));
  private final Metrics metrics = new Metrics();
  private final SqlStores stores =
      new SqlStores(SqliteDatabase.open(scratch.path()), InstantSource.system(), metrics);

  /// @param tickets how many it has, from `t0` on, each of the user with its number
  Store(int tickets) {
    stores
        .tickets()
        .save(IntStream.range(0, tickets).mapToObj(Store::draft).toList(), Instant.now());
  }

  MessageStore messages() {
    return stores.messages();
  }

  @Override
  public void close() {
    try (scratch;
        metrics) {
      stores.close();
    }
  }

  private static TicketDraft draft(int number) {
    return new TicketDraft(
        Sample.ticket(number), Sample.user(number).id(), "Where is my parcel?", Optional.empty());
  }
}
