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
import dev.ticketchat.chat.fakes.MemoryTickets;
import dev.ticketchat.chat.fakes.RecordingAudience;
import dev.ticketchat.chat.files.TakeFiles;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.limits.Limit;
import dev.ticketchat.chat.limits.RateLimiter;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendMessageTest {
  private static final String BLANK = "Message or at least one file is required";

  /// Lets everything pass, or says how long to wait.
  private static final class Limiter implements RateLimiter {
    private final List<String> taken = new ArrayList<>();
    private Optional<Duration> wait = Optional.empty();

    @Override
    public Optional<Duration> take(Limit limit, String key, long amount) {
      taken.add(limit + " " + key + " " + amount);
      return wait;
    }
  }

  private final Limiter limiter = new Limiter();
  private final MemoryTickets tickets = new MemoryTickets();
  private final MemoryMessageStore store = new MemoryMessageStore();
  private final RecordingAudience audience = new RecordingAudience();
  private final LiveTickets live = new LiveTickets(store, audience, new ManualTimers());
  private final SendMessage sendMessage =
      new SendMessage(limiter, new TicketAccess(tickets), takeNoFiles(), store, live);

  private final TicketId ticket = tickets.add("1", CLARA.id());
  private final SocketId clara = audience.connect("clara-1", CLARA.id());
  private final SocketId ada = audience.connect("ada-1", ADA.id());

  @BeforeEach
  void adaIsInTheTicket() {
    live.join(ticket, ada, ADA, _ -> {});
  }

  @Test
  void aMessageIsStoredAndToldToTheRoomAndToItsSender() {
    var sent = send(CLARA, "Hello <b>you</b>\r\n 👋 ");

    assertThat(sent.repeated()).isFalse();
    assertThat(sent.message().text()).isEqualTo("Hello <b>you</b>\r\n 👋 ");
    assertThat(store.log(ticket)).containsExactly(sent.message());
    var posted = new MessagePosted(sent.message(), Optional.of(clara));
    assertThat(audience.inbox(ada)).contains(posted);
    assertThat(audience.inbox(clara)).containsExactly(posted);
  }

  @Test
  void everySendTakesAMessageOfItsUsersBudget() {
    send(CLARA, "1");
    send(ADA, "2");

    assertThat(limiter.taken).containsExactly("MESSAGES clara 1", "MESSAGES ada 1");
  }

  @Test
  void whoSendsTooMuchIsToldWhenToTryAgain() {
    limiter.wait = Optional.of(Duration.ofMillis(70));

    var refused = refusal(CLARA, "hello", new None());

    assertThat(refused).hasMessage("Rate limit exceeded. Please slow down.");
    assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(refused.retryAfter()).contains(Duration.ofMillis(70));
    assertThat(store.log(ticket)).isEmpty();
  }

  @Test
  void aMessageToAnothersTicketIsRefusedAndNotStored() {
    var refused = refusal(OTTO, "hello", new None());

    assertThat(refused).hasMessage("Access denied to this ticket");
    assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(store.log(ticket)).isEmpty();
    assertThat(audience.seqs(ada)).isEmpty();
  }

  @Test
  void aSuperAdminIsToldThatTheTicketIsAbsent() {
    var request =
        new Request(ADA, new TicketId("nowhere"), "hello", List.of(), new None(), Optional.empty());

    var refused = catchThrowableOfType(Refused.class, () -> sendMessage.send(request));

    assertThat(refused).hasMessage("Ticket not found");
    assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\t\n\u000B\f\r",
        "\u00A0",
        "\uFEFF",
        "\u1680\u2000\u200A\u2028\u2029\u202F\u205F\u3000"
      })
  void whatJavaScriptTrimsToNothingIsBlank(String blank) {
    assertThat(refusal(CLARA, blank, new None())).hasMessage(BLANK);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "\u200B", "\u0085", "\u001C", "\u180E", " x "})
  void whatJavaScriptDoesNotTrimIsAMessage(String text) {
    assertThat(send(CLARA, text).message().text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "\u0000", "\uD83D", "x\uDC4Bx", "\uDC4B\uD83D", "👋\uD83D"})
  void whatNoStoreKeepsIsInvalid(String text) {
    var refused = refusal(CLARA, text, new None());

    assertThat(refused).hasMessage("Message must not contain NUL or half characters");
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
  }

  @Test
  void aTextHasAtMostTenThousandCharactersAsPeopleCountThem() {
    assertThat(send(CLARA, "👋".repeat(10_000)).message().seq()).isEqualTo(1);

    var refused = refusal(CLARA, "👋".repeat(10_001), new None());

    assertThat(refused).hasMessage("Message must be at most 10,000 characters");
    assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
  }

  @Test
  void aRepeatedSendIsAnsweredWithWhatWasStoredAndNotToldAgain() {
    var first = send(CLARA, "once", new Durable("k"));
    var second = send(CLARA, "once", new Durable("k"));

    assertThat(second).isEqualTo(new Sent(first.message(), true));
    assertThat(store.log(ticket)).hasSize(1);
    assertThat(audience.seqs(ada)).containsExactly(1L);
  }

  @Test
  void aRepeatedSendOfAMemberIsLeftToTheCallerToAnswerToo() {
    send(ADA, "once", new Recent("1"));

    assertThat(send(ADA, "once", new Recent("1")).repeated()).isTrue();
    assertThat(audience.seqs(ada)).containsExactly(1L);
  }

  @Test
  void aMessageThatIsStoredAfterItsSenderGaveUpIsToldThen() {
    store.givesUp(MemoryMessageStore.GivesUp.BEFORE_STORING);
    assertThat(refusal(CLARA, "late", new None()).code()).isEqualTo(ErrorCode.UNAVAILABLE);

    store.storeLate();

    assertThat(audience.seqs(ada)).containsExactly(1L);
    assertThat(audience.seqs(clara)).containsExactly(1L);
  }

  @Test
  void aKeyThatIsUsedForOtherContentIsAConflict() {
    send(CLARA, "one", new Durable("k"));

    var refused = refusal(CLARA, "two", new Durable("k"));

    assertThat(refused).hasMessage("This clientMessageId was already used for another message");
    assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
    assertThat(audience.seqs(ada)).containsExactly(1L);
  }

  @Test
  void aClientMessageIdMustBeUsable() {
    var longest = "k".repeat(128);
    for (var key : List.of("", longest + "k", "a\u0000b", "\uD83D")) {
      var refused = refusal(CLARA, "text", new Durable(key));

      assertThat(refused).hasMessage("clientMessageId must be 1 to 128 valid characters");
      assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
    }

    assertThat(send(CLARA, "text", new Durable(longest)).message().seq()).isEqualTo(1);
  }

  @Test
  void anIdThatIsNoUseAsAKeyDoesNotStopItsMessage() {
    for (var key : List.of("", "k".repeat(129), "a\u0000b")) {
      assertThat(send(CLARA, "text", new Recent(key)).repeated()).isFalse();
    }

    assertThat(store.log(ticket)).hasSize(3);
  }

  @Test
  void aStoreThatIsAwayIsSaidAsItIs() {
    store.away(true);

    assertThat(refusal(CLARA, "hello", new None()).code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void aMessageThatNoSocketSentIsToldToTheRoom() {
    var request =
        new Request(CLARA, ticket, "by HTTP", List.of(), new Durable("k"), Optional.empty());

    assertThat(sendMessage.send(request).repeated()).isFalse();
    assertThat(sendMessage.send(request).repeated()).isTrue();
    live.leave(ticket, ada);
    assertThat(sendMessage.send(request).repeated()).isTrue();

    assertThat(audience.seqs(ada)).containsExactly(1L);
    assertThat(audience.seqs(clara)).isEmpty();
  }

  private TakeFiles takeNoFiles() {
    return FileParts.in(Path.of("unused")).takeFiles(limiter);
  }

  private Sent send(Principal sender, String text) {
    return send(sender, text, new None());
  }

  private Sent send(Principal sender, String text, RetryKey key) {
    var origin = sender.equals(ADA) ? ada : clara;
    return sendMessage.send(new Request(sender, ticket, text, List.of(), key, Optional.of(origin)));
  }

  private Refused refusal(Principal sender, String text, RetryKey key) {
    return catchThrowableOfType(Refused.class, () -> send(sender, text, key));
  }
}
