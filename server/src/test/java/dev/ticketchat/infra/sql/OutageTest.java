package dev.ticketchat.infra.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.Role;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.identity.VerifiedToken;
import dev.ticketchat.chat.messages.Appended;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.messages.RetryKey;
import dev.ticketchat.chat.recovery.SavedSession;
import dev.ticketchat.chat.recovery.SessionKey;
import dev.ticketchat.chat.tickets.TicketDraft;
import dev.ticketchat.chat.tickets.TicketId;
import dev.ticketchat.infra.OutageLog;
import dev.ticketchat.infra.metrics.Metrics;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/// What happens to messages while the disk is full.
final class OutageTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final TicketId TICKET = new TicketId("T-1");
  private static final Principal CLARA =
      new Principal(new UserId("clara"), "Clara", "", Role.CLIENT, Optional.empty());

  @TempDir Path folder;

  private final Metrics metrics = new Metrics();
  private final Logger log = (Logger) LoggerFactory.getLogger(OutageLog.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private SmallDisk disk;
  private SqlStores stores;

  @BeforeEach
  void open() {
    var database = SqliteDatabase.open(folder);
    disk = new SmallDisk(database);
    stores = new SqlStores(new OtherWriter(database, disk), () -> NOW, metrics);
    stores
        .tickets()
        .save(List.of(new TicketDraft(TICKET, CLARA.id(), "Full", Optional.empty())), NOW);
    logged.start();
    log.addAppender(logged);
  }

  @AfterEach
  void close() {
    log.detachAppender(logged);
    stores.close();
    metrics.close();
  }

  @Test
  void refusesWhileTheDiskIsFullAndRecoversByItself() {
    var stored = appendUntilRefused();

    for (var i = 0; i < 5; i++) {
      expectUnavailable();
    }
    assertThat(history()).isEqualTo(stored);
    assertThat(stores.answers()).isTrue();

    disk.grow();
    stored.add(append("space again"));

    assertThat(history()).isEqualTo(stored);
    assertThat(stored).extracting(Message::seq).last().isEqualTo((long) stored.size());
  }

  @Test
  void failsNoSignInWhileAUserCannotBeRemembered() {
    appendUntilRefused();
    for (var i = 0; i < 100; i++) {
      stores.users().remember(newcomer(i));
    }
    disk.grow();

    stores.users().remember(newcomer(99));

    assertThat(append("from the newcomer", newcomer(99)).sender().name()).startsWith("Newcomer");
  }

  @Test
  void logsAnOutageOnceWhenItBeginsAndOnceWhenItEnds() {
    appendUntilRefused();
    expectUnavailable();
    expectUnavailable();

    disk.grow();
    append("space again");
    append("and more");

    assertThat(logged.list).hasSize(2);
    assertThat(logged.list.getFirst().getFormattedMessage()).contains("writing fails", "FULL");
    assertThat(logged.list.getFirst().getThrowableProxy()).isNull();
    assertThat(logged.list.getLast().getFormattedMessage()).contains("writing works again");
  }

  @Test
  void aSessionThatCouldNotBeSavedYetIsGivenOutAsItWasLast() {
    var sessions = stores.sessions();
    var key = SessionKey.of("a secret");
    var token = new VerifiedToken(CLARA, Optional.empty(), Optional.empty());
    var joined = new SavedSession(token, List.of(TICKET));
    sessions.saveNow(key, new SavedSession(token, List.of()));
    appendUntilRefused();
    disk.goAway();
    sessions.saveNow(key, joined);
    assertThatExceptionOfType(Refused.class).isThrownBy(() -> sessions.take(key));

    disk.comeBack();

    assertThat(sessions.take(key)).contains(joined);
    assertThat(sessions.take(key)).isEmpty();
  }

  private List<Message> appendUntilRefused() {
    var stored = new ArrayList<Message>();
    try {
      for (var i = 0; i < 1_000; i++) {
        stored.add(append("x".repeat(5_000)));
      }
      throw new AssertionError("the disk did not fill");
    } catch (Refused e) {
      assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      return stored;
    }
  }

  private static Principal newcomer(int number) {
    var id = new UserId("newcomer-" + number);
    return new Principal(id, "Newcomer".repeat(500), "", Role.CLIENT, Optional.empty());
  }

  private Message append(String text) {
    return append(text, CLARA);
  }

  private Message append(String text, Principal sender) {
    var message = new NewMessage(TICKET, sender, text, new RetryKey.None());
    return ((Appended.Stored) stores.messages().append(message, _ -> {})).message();
  }

  private void expectUnavailable() {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> append("x".repeat(9_000)))
        .extracting(Refused::code)
        .isEqualTo(ErrorCode.UNAVAILABLE);
  }

  private List<Message> history() {
    return stores.messages().between(List.of(TICKET), 0, Long.MAX_VALUE, 1_000);
  }

  /// The writer's way to a database that may not grow beyond a number of pages.
  private static final class SmallDisk implements OtherWriter.Writer {
    private final Database real;
    private volatile boolean small = true;
    private volatile boolean away;

    SmallDisk(Database real) {
      this.real = real;
    }

    /// From the next failure on nothing can be written.
    void goAway() {
      away = true;
    }

    void comeBack() {
      away = false;
    }

    void grow() {
      small = false;
    }

    @Override
    public Connection connect() throws SQLException {
      if (away) {
        throw new SQLException("away", "", SQLiteErrorCode.SQLITE_CANTOPEN.code);
      }
      return small ? OtherWriter.withPragma(real, "max_page_count = 60") : real.connectWriter();
    }
  }
}
