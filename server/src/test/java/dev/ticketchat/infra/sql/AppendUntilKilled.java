package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.files.KeptFiles;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.messages.Appended;
import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.messages.RetryKey;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.infra.metrics.Metrics;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// A process that announces files and appends messages with them, from several threads until it is
/// killed, and prints the id of each message after its append has returned.
final class AppendUntilKilled {
  static final TicketId TICKET = new TicketId("T-1");
  private static final Principal CLARA =
      new Principal(new UserId("clara"), "Clara", "", Role.CLIENT, Optional.empty());

  private AppendUntilKilled() {}

  /// Appends until it is killed.
  ///
  /// @param args the location, and a word for SQLite's `synchronous` if it is to be another
  public static void main(String[] args) {
    var database = TestDatabases.open(args[0]);
    withStores(
        args.length == 1 ? database : careless(database, args[1]),
        AppendUntilKilled::appendForEver);
  }

  /// A database whose writer syncs less than it should.
  private static Database careless(Database database, String synchronous) {
    return new OtherWriter(
        database, () -> OtherWriter.withPragma(database, "synchronous = " + synchronous));
  }

  static void withStores(String location, Consumer<SqlStores> use) {
    withStores(TestDatabases.open(location), use);
  }

  private static void withStores(Database database, Consumer<SqlStores> use) {
    var clock = InstantSource.system();
    try (var metrics = new Metrics();
        var stores = new SqlStores(database, clock, metrics)) {
      var draft = new TicketDraft(TICKET, CLARA.id(), "Kept", Optional.empty());
      stores.tickets().save(List.of(draft), clock.instant());
      use.accept(stores);
    }
  }

  private static void appendForEver(SqlStores stores) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 8; i++) {
        executor.execute(() -> {
          while (true) {
            appendOne(stores);
          }
        });
      }
    }
  }

  private static void appendOne(SqlStores stores) {
    var files = StoreContract.files(2);
    stores.files().announce(StoreContract.namesOf(files), InstantSource.system().instant());
    var kept = new KeptFiles(files, "a digest");
    var message = new NewMessage(TICKET, CLARA, "x".repeat(200), kept, new RetryKey.None());
    if (stores.messages().append(message, _ -> {}) instanceof Appended.Stored(var stored)) {
      synchronized (System.out) {
        System.out.println(stored.id().value());
        System.out.flush();
      }
    }
  }
}
