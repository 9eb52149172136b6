package dev.ticketchat.infra.sql;

import dev.ticketchat.chat.desk.TicketDirectory;
import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.files.FileRegistry;
import dev.ticketchat.chat.files.KeptFiles;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Revocations;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.identity.UserStore;
import dev.ticketchat.chat.messages.Appended;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.MessageStore;
import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.messages.RetryKey;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.chat.tickets.TicketStore;
import dev.ticketchat.infra.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What the contracts of all stores begin with: stores in an empty database, a clock that stands
/// still, a client with a ticket, and a super admin. A database passes the contracts by one
/// subclass of each that says where it is.
abstract class StoreContract {
  static final Instant START = Instant.parse("2026-03-01T10:00:00.123Z");
  static final TicketId TICKET = new TicketId("T-1");
  static final Principal CLARA =
      new Principal(
          new UserId("clara"), "Clara", "clara@acme.example", Role.CLIENT, Optional.of("ACME"));
  static final Principal ADA =
      new Principal(
          new UserId("ada"), "Ada", "ada@desk.example", Role.SUPER_ADMIN, Optional.of("Desk"));

  final Metrics metrics = new Metrics();
  final SettableClock clock = new SettableClock();
  SqlStores stores;
  MessageStore messages;
  TicketStore tickets;
  TicketDirectory directory;
  UserStore users;
  Revocations revocations;
  FileRegistry registry;

  /// Where the database of this test is, as [TestDatabases] understands it; empty at first.
  abstract String location();

  @BeforeEach
  void openStores() {
    open();
    tickets.save(List.of(draft("T-1", "clara")), START);
  }

  @AfterEach
  void closeStores() {
    stores.close();
    metrics.close();
  }

  private void open() {
    stores = new SqlStores(TestDatabases.open(location()), clock, metrics);
    messages = stores.messages();
    tickets = stores.tickets();
    directory = stores.directory();
    users = stores.users();
    revocations = stores.revocations();
    registry = stores.files();
  }

  void reopen() {
    stores.close();
    open();
  }

  /// Has the stores do what they put off.
  void finishWhatWasPutOff() {
    directory.list(Optional.empty(), 1, 0);
  }

  Appended append(NewMessage message) {
    return messages.append(message, _ -> {});
  }

  Message stored(NewMessage message) {
    return ((Appended.Stored) append(message)).message();
  }

  /// The messages of a ticket.
  List<Message> log(TicketId ticket) {
    return messages.between(List.of(ticket), 0, Long.MAX_VALUE, 10_000);
  }

  static TicketDraft draft(String id, String client) {
    return new TicketDraft(new TicketId(id), new UserId(client), "Ticket " + id, Optional.empty());
  }

  static NewMessage from(Principal sender, String text) {
    return new NewMessage(TICKET, sender, text, new RetryKey.None());
  }

  static NewMessage from(Principal sender, String text, RetryKey key) {
    return new NewMessage(TICKET, sender, text, key);
  }

  /// So many files, each with a thumbnail, announced and not claimed.
  List<Attachment> announced(int count) {
    var files = files(count);
    registry.announce(namesOf(files), START);
    return files;
  }

  /// So many files, each with a thumbnail.
  static List<Attachment> files(int count) {
    return IntStream.range(0, count).mapToObj(_ -> attachment()).toList();
  }

  static NewMessage withFiles(String text, List<Attachment> files) {
    return withFiles(text, files, "a digest", new RetryKey.None());
  }

  static NewMessage withFiles(String text, List<Attachment> files, String digest, RetryKey key) {
    return new NewMessage(TICKET, CLARA, text, new KeptFiles(files, digest), key);
  }

  static List<FileName> namesOf(List<Attachment> files) {
    return files.stream()
        .flatMap(file -> Stream.of(file.name(), file.thumbnail().orElseThrow()))
        .toList();
  }

  static FileName name() {
    return new FileName(UUID.randomUUID().toString().replace("-", "") + ".png");
  }

  private static Attachment attachment() {
    return new Attachment(
        name(),
        "caf\u00e9 \uD83D\uDC4B.png",
        "image/png",
        3_000_000_000L,
        "ab".repeat(32),
        START,
        Optional.of(name()));
  }

  static Principal renamed(Principal who, String name) {
    return new Principal(who.id(), name, who.email(), who.role(), who.company());
  }

  static final class SettableClock implements InstantSource {
    private volatile Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    void move(Duration by) {
      now = now.plus(by);
    }
  }
}
