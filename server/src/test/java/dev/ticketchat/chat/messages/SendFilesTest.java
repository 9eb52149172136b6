package dev.ticketchat.chat.messages;

import static dev.ticketchat.chat.fakes.People.ADA;
import static dev.ticketchat.chat.fakes.People.CLARA;
import static dev.ticketchat.chat.fakes.People.OTTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.fakes.FileParts;
import dev.ticketchat.chat.fakes.ManualTimers;
import dev.ticketchat.chat.fakes.MemoryMessageStore;
import dev.ticketchat.chat.fakes.MemoryMessageStore.GivesUp;
import dev.ticketchat.chat.fakes.MemoryTickets;
import dev.ticketchat.chat.fakes.RecordingAudience;
import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.files.Enclosure;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.live.ChatEvent.MessagePosted;
import dev.ticketchat.chat.live.LiveTickets;
import dev.ticketchat.chat.messages.RetryKey.Durable;
import dev.ticketchat.chat.messages.RetryKey.None;
import dev.ticketchat.chat.messages.RetryKey.Recent;
import dev.ticketchat.chat.messages.SendMessage.Request;
import dev.ticketchat.chat.messages.SendMessage.Sent;
import dev.ticketchat.chat.tickets.TicketAccess;
import dev.ticketchat.chat.tickets.TicketId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages with files: all or nothing.
class SendFilesTest {
  @TempDir Path folder;

  private final MemoryTickets tickets = new MemoryTickets();
  private final RecordingAudience audience = new RecordingAudience();
  private final TicketId ticket = tickets.add("1", CLARA.id());
  private final SocketId ada = audience.connect("ada-1", ADA.id());
  private Optional<Duration> wait = Optional.empty();
  private Runnable onBytes = () -> {};
  private FileParts parts;
  private MemoryMessageStore store;
  private SendMessage sendMessage;

  @BeforeEach
  void adaIsInTheTicket() {
    parts = FileParts.in(folder);
    store = new MemoryMessageStore(parts.registry());
    var live = new LiveTickets(store, audience, new ManualTimers());
    sendMessage =
        new SendMessage(
            (_, _, _) -> Optional.empty(),
            new TicketAccess(tickets),
            parts.takeFiles((_, _, _) -> {
              onBytes.run();
              return wait;
            }),
            store,
            live);
    live.join(ticket, ada, ADA, _ -> {});
  }

  @Test
  void aMessageIsToldWithItsFiles() {
    var sent = send("Look", new None(), file("a.png", "PNG one"), file("b.txt", "two"));

    assertThat(sent.message().attachments())
        .extracting(Attachment::originalName)
        .containsExactly("a.png", "b.txt");
    assertThat(audience.inbox(ada)).contains(new MessagePosted(sent.message(), Optional.empty()));
    assertThat(parts.store().names()).isEqualTo(namesOf(sent)).hasSize(3);
    assertThat(parts.registry().announced()).isEmpty();
  }

  @Test
  void aMessageMayConsistOfFilesAlone() {
    var sent = send(" ", new None(), file("a.txt", "one"));

    assertThat(sent.message().text()).isEqualTo(" ");
    assertThat(sent.message().attachments()).hasSize(1);
  }

  @Test
  void aTextIsCheckedThoughThereAreFiles() {
    var refused = refusal(CLARA, "\u0000", new None(), file("a.txt", "one"));

    assertThat(refused).hasMessage("Message must not contain NUL or half characters");
    assertNothingStays();
  }

  @Test
  void aMessageOfWhichOneFileIsRefusedLeavesNothingBehind() {
    var refused = refusal(CLARA, "Look", new None(), file("a.txt", "one"), file("b", "EICAR"));

    assertThat(refused).hasMessage("Attachment 2 contains malicious content");
    assertNothingStays();
  }

  @Test
  void textGoesOnWhileFilesCannotBeScanned() {
    parts.scanner().away(true);

    var refused = refusal(CLARA, "Look", new None(), file("a.txt", "one"));

    assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(send("Text", new None()).message().seq()).isEqualTo(1);
  }

  @Test
  void nobodyLooksAtTheFilesOfWhoMayNotSendThem() {
    assertThat(refusal(OTTO, "Look", new None(), file("a", "MZ")))
        .hasMessage("Access denied to this ticket");

    wait = Optional.of(Duration.ofSeconds(1));
    assertThat(refusal(CLARA, "Look", new None(), file("a", "MZ")).code())
        .isEqualTo(ErrorCode.RATE_LIMITED);
  }

  @Test
  void whoLosesTheTicketWhileFilesAreCheckedDoesNotSendThem() {
    onBytes = () -> tickets.moveTo(ticket, OTTO.id());

    var refused = refusal(CLARA, "Look", new None(), file("a.txt", "one"));

    assertThat(refused).hasMessage("Access denied to this ticket");
    assertNothingStays();
  }

  @Test
  void aRepeatedSendKeepsTheFilesOfTheFirst() {
    for (var key : List.of(new Durable("k"), new Recent("1"))) {
      var first = send("Look", key, file("a.png", "PNG one"));

      var second = send("Look", key, file("a.png", "PNG one"));

      assertThat(second).isEqualTo(new Sent(first.message(), true));
      assertThat(parts.store().names()).containsAll(namesOf(first));
    }
    assertThat(store.log(ticket)).hasSize(2);
    assertThat(parts.store().names()).hasSize(4);
    assertThat(parts.registry().announced()).isEmpty();
  }

  @Test
  void aKeyThatIsUsedForOtherFilesIsAConflict() {
    var first = send("Look", new Durable("k"), file("a.txt", "one"));

    assertThat(refusal(CLARA, "Look", new Durable("k"), file("a.txt", "two")).code())
        .isEqualTo(ErrorCode.CONFLICT);
    assertThat(refusal(CLARA, "Look", new Durable("k"), file("b.txt", "one")).code())
        .isEqualTo(ErrorCode.CONFLICT);
    assertThat(refusal(CLARA, "Look", new Durable("k")).code()).isEqualTo(ErrorCode.CONFLICT);
    assertThat(parts.store().names()).isEqualTo(namesOf(first));
  }

  @Test
  void anIdThatComesWithOtherFilesIsAnotherMessage() {
    send("Look", new Recent("1"), file("a.txt", "one"));

    assertThat(send("Look", new Recent("1"), file("a.txt", "two")).repeated()).isFalse();

    assertThat(store.log(ticket)).hasSize(2);
  }

  @Test
  void aStoreThatIsAwayLeavesNoFiles() {
    store.away(true);

    assertThat(refusal(CLARA, "Look", new None(), file("a.png", "PNG one")).code())
        .isEqualTo(ErrorCode.UNAVAILABLE);

    store.away(false);
    assertNothingStays();
  }

  @Test
  void aMessageThatWasStoredThoughItsAppendGaveUpHasItsFiles() {
    store.givesUp(GivesUp.AFTER_STORING);

    var refused = refusal(CLARA, "Look", new None(), file("a.png", "PNG one"));

    assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    var stored = store.log(ticket).getFirst();
    assertThat(parts.store().names()).isEqualTo(namesOf(stored));
  }

  @Test
  void aMessageWhoseFilesAreGoneIsNotStoredLater() {
    store.givesUp(GivesUp.BEFORE_STORING);
    refusal(CLARA, "Look", new None(), file("a.png", "PNG one"));

    var refused = catchThrowableOfType(Refused.class, () -> store.storeLate());

    assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertNothingStays();
  }

  private void assertNothingStays() {
    assertThat(store.log(ticket)).isEmpty();
    assertThat(audience.seqs(ada)).isEmpty();
    assertThat(parts.store().names()).isEmpty();
    assertThat(parts.registry().announced()).isEmpty();
  }

  private Enclosure file(String name, String content) {
    return new Enclosure.Fresh(parts.workspace().incoming(name, content));
  }

  private Sent send(String text, RetryKey key, Enclosure... files) {
    return send(CLARA, text, key, files);
  }

  private Sent send(Principal sender, String text, RetryKey key, Enclosure... files) {
    return sendMessage.send(
        new Request(sender, ticket, text, List.of(files), key, Optional.empty()));
  }

  private Refused refusal(Principal sender, String text, RetryKey key, Enclosure... files) {
    return catchThrowableOfType(Refused.class, () -> send(sender, text, key, files));
  }

  private static Set<FileName> namesOf(Sent sent) {
    return namesOf(sent.message());
  }

  private static Set<FileName> namesOf(Message message) {
    return Set.copyOf(
        message.attachments().stream()
            .flatMap(file -> Stream.concat(Stream.of(file.name()), file.thumbnail().stream()))
            .toList());
  }
}
