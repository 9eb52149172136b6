package dev.ticketchat.chat.live;

import static dev.ticketchat.chat.fakes.People.ADA;
import static dev.ticketchat.chat.fakes.People.CLARA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.fakes.ManualTimers;
import dev.ticketchat.chat.fakes.MemoryMessageStore;
import dev.ticketchat.chat.fakes.RecordingAudience;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.live.ChatEvent.MessagePosted;
import dev.ticketchat.chat.live.ChatEvent.TypingStarted;
import dev.ticketchat.chat.live.ChatEvent.TypingStopped;
import dev.ticketchat.chat.live.ChatEvent.UserLeft;
import dev.ticketchat.chat.tickets.TicketId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TypingTest {
  private static final TicketId TICKET = new TicketId("1");
  private static final TypingStarted STARTED =
      new TypingStarted(TICKET, CLARA.id(), "Clara Client");
  private static final TypingStopped STOPPED =
      new TypingStopped(TICKET, CLARA.id(), "Clara Client");

  private final MemoryMessageStore store = new MemoryMessageStore();
  private final RecordingAudience audience = new RecordingAudience();
  private final ManualTimers timers = new ManualTimers();
  private final LiveTickets live = new LiveTickets(store, audience, timers);

  private final SocketId clara = audience.connect("clara-1", CLARA.id());
  private final SocketId clarasPhone = audience.connect("clara-2", CLARA.id());
  private final SocketId ada = audience.connect("ada-1", ADA.id());

  @BeforeEach
  void everyoneIsThere() {
    live.join(TICKET, clara, CLARA, _ -> {});
    live.join(TICKET, clarasPhone, CLARA, _ -> {});
    live.join(TICKET, ada, ADA, _ -> {});
    audience.forget();
  }

  @Test
  void theOthersSeeThatAUserTypesAndItsOwnSocketsDoNot() {
    live.startTyping(TICKET, clara);
    live.stopTyping(TICKET, clara);

    assertThat(audience.inbox(ada)).containsExactly(STARTED, STOPPED);
    assertThat(audience.inbox(clara)).isEmpty();
    assertThat(audience.inbox(clarasPhone)).isEmpty();
  }

  @Test
  void aSocketThatIsNotInTheTicketIsIgnored() {
    live.leave(TICKET, clara);
    audience.forget();

    live.startTyping(TICKET, clara);
    live.stopTyping(TICKET, clara);

    assertThat(audience.published()).isEmpty();
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void stoppingWithoutHavingStartedIsIgnored() {
    live.stopTyping(TICKET, clara);

    assertThat(audience.published()).isEmpty();
  }

  @Test
  void aFloodOfKeystrokesIsToldEveryTwoSeconds() {
    for (var keystroke = 0; keystroke < 1_000; keystroke++) {
      live.startTyping(TICKET, clara);
      timers.advance(Duration.ofMillis(10));
    }

    assertThat(audience.inbox(ada)).hasSize(5).containsOnly(STARTED);
  }

  @Test
  void typingIsOverFiveSecondsAfterTheLastKeystroke() {
    live.startTyping(TICKET, clara);
    timers.advance(Duration.ofMillis(1_500));
    live.startTyping(TICKET, clara);

    timers.advance(Duration.ofMillis(4_999));
    assertThat(audience.inbox(ada)).containsExactly(STARTED);
    timers.advance(Duration.ofMillis(1));

    assertThat(audience.inbox(ada)).containsExactly(STARTED, STOPPED);
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void stoppingAndStartingAgainIsHeldBackUntilTwoSecondsAfterTheStart() {
    live.startTyping(TICKET, clara);
    live.stopTyping(TICKET, clara);
    live.startTyping(TICKET, clara);

    timers.advance(Duration.ofMillis(1_999));
    assertThat(audience.inbox(ada)).containsExactly(STARTED, STOPPED);
    timers.advance(Duration.ofMillis(1));
    assertThat(audience.inbox(ada)).containsExactly(STARTED, STOPPED, STARTED);
    timers.advance(Typists.EXPIRY);

    assertThat(audience.inbox(ada)).containsExactly(STARTED, STOPPED, STARTED, STOPPED);
  }

  @Test
  void whatIsHeldBackIsNotToldOnceItIsOver() {
    live.startTyping(TICKET, clara);
    live.stopTyping(TICKET, clara);
    live.startTyping(TICKET, clara);
    live.stopTyping(TICKET, clara);

    timers.advance(Duration.ofSeconds(10));

    assertThat(audience.inbox(ada)).containsExactly(STARTED, STOPPED);
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void aStartAfterAnExpiryIsToldAtOnce() {
    live.startTyping(TICKET, clara);
    timers.advance(Duration.ofSeconds(6));

    live.startTyping(TICKET, clara);

    assertThat(audience.inbox(ada)).containsExactly(STARTED, STOPPED, STARTED);
  }

  @Test
  void whatIsLeftOfAnEarlierTypingDoesNotDisturbALaterOne() {
    live.startTyping(TICKET, clara);
    timers.advance(Duration.ofSeconds(3));
    live.stopTyping(TICKET, clara);
    timers.advance(Duration.ofSeconds(1));
    live.startTyping(TICKET, clara);
    timers.advance(Duration.ofSeconds(3));

    live.stopTyping(TICKET, clara);

    assertThat(audience.inbox(ada)).containsExactly(STARTED, STOPPED, STARTED, STOPPED);
  }

  @Test
  void aMessageEndsTheTypingOfItsSender() {
    live.startTyping(TICKET, clara);
    live.startTyping(TICKET, ada);
    audience.forget();

    var message = store.store(TICKET, CLARA, "done");
    live.tell(message, Optional.of(clarasPhone));

    assertThat(audience.published())
        .containsExactly(STOPPED, new MessagePosted(message, Optional.of(clarasPhone)));
  }

  @Test
  void aMessageOfSomebodyWhoDoesNotTypeEndsNothing() {
    live.startTyping(TICKET, clara);
    audience.forget();

    live.tell(store.store(TICKET, ADA, "yes?"), Optional.of(ada));

    assertThat(audience.published()).hasSize(1).hasOnlyElementsOfType(MessagePosted.class);
  }

  @Test
  void leavingEndsTheTypingBeforeTheLeaveIsTold() {
    live.leave(TICKET, clarasPhone);
    live.startTyping(TICKET, clara);

    live.leaveAll(clara);

    assertThat(audience.inbox(ada))
        .containsExactly(STARTED, STOPPED, new UserLeft(TICKET, CLARA.id(), "Clara Client"));
  }

  @Test
  void anExpelledUserTypesNoMore() {
    live.startTyping(TICKET, clara);

    live.expel(TICKET, CLARA.id());

    assertThat(audience.inbox(ada))
        .containsExactly(STARTED, STOPPED, new UserLeft(TICKET, CLARA.id(), "Clara Client"));
  }

  @Test
  void aUserTypesWhileOneOfItsSocketsDoes() {
    live.startTyping(TICKET, clara);
    live.startTyping(TICKET, clarasPhone);

    live.stopTyping(TICKET, clara);
    assertThat(audience.inbox(ada)).containsExactly(STARTED);
    live.stopTyping(TICKET, clarasPhone);

    assertThat(audience.inbox(ada)).containsExactly(STARTED, STOPPED);
  }

  @Test
  void aSocketThatForgotToStopDoesNotKeepItsUserTyping() {
    live.startTyping(TICKET, clarasPhone);
    timers.advance(Duration.ofSeconds(4));
    live.startTyping(TICKET, clara);
    timers.advance(Duration.ofSeconds(2));

    live.stopTyping(TICKET, clara);

    assertThat(audience.inbox(ada)).containsExactly(STARTED, STARTED, STOPPED);
  }

  @Test
  void theSocketThatGoesTakesOnlyItsOwnTypingWithIt() {
    live.startTyping(TICKET, clara);
    live.startTyping(TICKET, clarasPhone);

    live.leaveAll(clarasPhone);
    assertThat(audience.inbox(ada)).containsExactly(STARTED);
    live.leaveAll(clara);

    assertThat(audience.inbox(ada)).contains(STOPPED);
  }

  @Test
  void usersTypeIndependently() {
    live.startTyping(TICKET, clara);
    live.startTyping(TICKET, ada);
    live.stopTyping(TICKET, ada);

    assertThat(audience.inbox(clara)).containsExactly(started(ADA), stopped(ADA));
    assertThat(audience.inbox(ada)).containsExactly(STARTED);
  }

  @Test
  void aTicketThatEveryoneHasLeftTellsNothingLater() {
    live.startTyping(TICKET, clara);
    live.leaveAll(clara);
    live.leaveAll(clarasPhone);
    live.leaveAll(ada);
    audience.forget();

    timers.advance(Duration.ofSeconds(10));

    assertThat(audience.published()).isEmpty();
    assertThat(timers.waiting()).isZero();
    assertThat(live.size()).isZero();
  }

  private static TypingStarted started(Principal who) {
    return new TypingStarted(TICKET, who.id(), who.name());
  }

  private static TypingStopped stopped(Principal who) {
    return new TypingStopped(TICKET, who.id(), who.name());
  }
}
