package dev.ticketchat.chat.files;

import static dev.ticketchat.chat.fakes.People.CLARA;
import static dev.ticketchat.chat.fakes.People.OTTO;
import static dev.ticketchat.chat.files.UploadBench.assertRefused;
import static dev.ticketchat.chat.files.UploadBench.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.fakes.MemoryTickets;
import dev.ticketchat.chat.tickets.TicketAccess;
import dev.ticketchat.chat.tickets.TicketId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartUploadTest {
  @TempDir private Path folder;
  private final MemoryTickets tickets = new MemoryTickets();
  private final TicketId ticket = tickets.add("t1", CLARA.id());
  private final List<String> charged = new ArrayList<>();
  private Optional<Duration> wait = Optional.empty();
  private UploadBench bench;
  private StartUpload startUpload;

  @BeforeEach
  void open() {
    bench = new UploadBench(folder);
    startUpload =
        new StartUpload(
            new FileLimits(20, 10, true),
            new TicketAccess(tickets),
            (limit, key, amount) -> {
              charged.add(limit + " " + key + " " + amount);
              return wait;
            },
            bench.uploads);
  }

  @Test
  void aFileIsChargedOnceHoweverOftenItIsResumed() {
    var begun = startUpload.start(CLARA, file("a.txt", 20), Optional.empty());
    bench.uploads.append(CLARA.id(), begun.id(), 0, chunk("text", 0));

    var resumed = startUpload.start(CLARA, file("a.txt", 20), Optional.of(begun.id()));

    assertThat(begun.offset()).isZero();
    assertThat(resumed).isEqualTo(new UploadProgress(begun.id(), 4, 4, 20));
    assertThat(charged).containsExactly("ATTACHMENT_BYTES clara 20");
  }

  @Test
  void whoSendsTooMuchIsToldWhenToTryAgainAndLeavesNothing() {
    wait = Optional.of(Duration.ofSeconds(3));

    var refused =
        assertRefused(
            ErrorCode.RATE_LIMITED,
            () -> startUpload.start(CLARA, file("a.txt", 20), Optional.empty()));

    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(3));
    assertThat(bench.workspace.left()).isEmpty();
  }

  @Test
  void whoHasTooMuchOnTheWayIsNotCharged() {
    startUpload.start(CLARA, file("a.txt", 20), Optional.empty());

    assertRefused(
        ErrorCode.RATE_LIMITED,
        () -> startUpload.start(CLARA, file("b.txt", 20), Optional.empty()));

    assertThat(charged).hasSize(1);
  }

  @Test
  void itTakesAccessToTheTicketEachTime() {
    var begun = startUpload.start(CLARA, file("a.txt", 20), Optional.empty());

    assertRefused(
        ErrorCode.FORBIDDEN, () -> startUpload.start(OTTO, file("a.txt", 20), Optional.empty()));
    tickets.moveTo(ticket, OTTO.id());
    assertRefused(
        ErrorCode.FORBIDDEN,
        () -> startUpload.start(CLARA, file("a.txt", 20), Optional.of(begun.id())));
    assertThat(charged).hasSize(1);
  }

  @Test
  void anUploadThatIsNotThereIsNotBegunAnew() {
    assertRefused(
        ErrorCode.NOT_FOUND,
        () -> startUpload.start(CLARA, file("a.txt", 20), Optional.of(new UploadId("x"))));

    assertThat(charged).isEmpty();
    assertThat(bench.workspace.left()).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    var refused =
        assertRefused(
            ErrorCode.TOO_LARGE,
            () -> startUpload.start(CLARA, file("a.txt", 21), Optional.empty()));

    assertThat(refused).hasMessage("File exceeds maximum size of 20 bytes");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void aFileOfNoBytesIsRefused(long size) {
    assertInvalid(file("a.txt", size), "File size must be a whole number of at least 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "/", "..", "\u0000", "a/", "\u202e"})
  void aFileWithoutANameIsRefused(String name) {
    assertInvalid(file(name, 20), "File must have a valid name");
  }

  @Test
  void whatIsTooLongToBeANameOrATypeIsRefused() {
    assertInvalid(file("x".repeat(1_025), 20), "File must have a valid name");
    assertInvalid(
        new NewUpload(ticket, "a.txt", "x".repeat(256), 20), "File type must be a MIME type");
    assertThat(
            startUpload.start(
                CLARA,
                new NewUpload(ticket, "x".repeat(1_024), "x".repeat(255), 20),
                Optional.empty()))
        .isNotNull();
  }

  private void assertInvalid(NewUpload file, String message) {
    var refused =
        assertRefused(ErrorCode.INVALID, () -> startUpload.start(CLARA, file, Optional.empty()));
    assertThat(refused).hasMessage(message);
    assertThat(bench.workspace.left()).isEmpty();
  }

  private NewUpload file(String name, long size) {
    return new NewUpload(ticket, name, "text/plain", size);
  }
}
