package dev.ticketchat.chat.live;

import static dev.ticketchat.chat.fakes.People.ADA;
import static dev.ticketchat.chat.fakes.People.BOB;
import static dev.ticketchat.chat.fakes.People.CLARA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.fakes.ManualTimers;
import dev.ticketchat.chat.fakes.MemoryMessageStore;
import dev.ticketchat.chat.fakes.RecordingAudience;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.live.ChatEvent.MessagePosted;
import dev.ticketchat.chat.live.ChatEvent.UserJoined;
import dev.ticketchat.chat.live.ChatEvent.UserLeft;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.MessageTeller.Told;
import dev.ticketchat.chat.tickets.TicketId;
import java.lang.Thread.State;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveTicketsTest {
  private static final TicketId TICKET = new TicketId("1");
  private static final TicketId OTHER_TICKET = new TicketId("2");
  private static final Optional<SocketId> NO_ORIGIN = Optional.empty();

  private final MemoryMessageStore store = new MemoryMessageStore();
  private final RecordingAudience audience = new RecordingAudience();
  private final ManualTimers timers = new ManualTimers();
  private final LiveTickets live = new LiveTickets(store, audience, timers);

  private final SocketId clara = audience.connect("clara-1", CLARA.id());
  private final SocketId clarasPhone = audience.connect("clara-2", CLARA.id());
  private final SocketId ada = audience.connect("ada-1", ADA.id());
  private final SocketId bob = audience.connect("bob-1", BOB.id());

  /// Has somebody come in at the moment when a message is told, as far as that is possible.
  private final class Newcomer implements Audience {
    private Thread join = new Thread();

    @Override
    public void enter(SocketId socket, TicketId ticket) {
      audience.enter(socket, ticket);
    }

    @Override
    public void exit(SocketId socket, TicketId ticket) {
      audience.exit(socket, ticket);
    }

    @Override
    public void publish(ChatEvent event) {
      if (event instanceof MessagePosted) {
        join.start();
        await().until(() -> Set.of(State.WAITING, State.TERMINATED).contains(join.getState()));
      }
      audience.publish(event);
    }
  }

  // who is in

  @Test
  void whoJoinsIsInTheRoomAndHearsWhoIsThereBeforeAnythingElse() {
    join(ada, ADA);

    join(clara, CLARA);
    hand(stored("hello"), NO_ORIGIN);

    assertThat(audience.room(TICKET)).containsExactlyInAnyOrder(ada, clara);
    assertThat(audience.inbox(clara)).hasSize(2);
    assertThat(audience.inbox(clara).getFirst()).isEqualTo(List.of(online(ADA), online(CLARA)));
  }

  @Test
  void theOthersHearOfAUserOnceNotOfEachOfItsSockets() {
    join(ada, ADA);
    join(clara, CLARA);
    join(clarasPhone, CLARA);

    live.leave(TICKET, clara);
    assertThat(live.online(TICKET)).containsExactly(online(ADA), online(CLARA));
    live.leave(TICKET, clarasPhone);

    assertThat(audience.inbox(ada))
        .containsSubsequence(
            new UserJoined(TICKET, CLARA.id(), "Clara Client"),
            new UserLeft(TICKET, CLARA.id(), "Clara Client"))
        .filteredOn(event -> event instanceof UserJoined || event instanceof UserLeft)
        .hasSize(2);
    assertThat(live.online(TICKET)).containsExactly(online(ADA));
  }

  @Test
  void joiningTwiceIsJoiningOnceAndAnsweredAgain() {
    join(ada, ADA);
    join(clara, CLARA);
    join(clara, CLARA);
    live.leave(TICKET, clara);

    assertThat(audience.inbox(clara)).hasSize(2).containsOnly(List.of(online(ADA), online(CLARA)));
    assertThat(audience.published())
        .containsOnlyOnce(new UserJoined(TICKET, CLARA.id(), "Clara Client"));
    assertThat(audience.room(TICKET)).containsExactly(ada);
  }

  @Test
  void leavingWithoutBeingInChangesNothing() {
    join(ada, ADA);
    audience.forget();

    live.leave(TICKET, clara);
    live.leave(OTHER_TICKET, clara);

    assertThat(audience.published()).isEmpty();
    assertThat(live.online(TICKET)).containsExactly(online(ADA));
  }

  @Test
  void aSocketThatGoesLeavesAllItsTicketsAndNoOthers() {
    join(clara, CLARA);
    join(ada, ADA);
    live.join(OTHER_TICKET, clara, CLARA, _ -> {});

    assertThat(live.leaveAll(clara)).containsExactlyInAnyOrder(TICKET, OTHER_TICKET);

    assertThat(live.leaveAll(clara)).isEmpty();
    assertThat(audience.room(TICKET)).containsExactly(ada);
    assertThat(audience.room(OTHER_TICKET)).isEmpty();
  }

  @Test
  void allSocketsOfAnExpelledUserAreOutAndHearNothingMore() {
    join(clara, CLARA);
    join(clarasPhone, CLARA);
    join(ada, ADA);
    audience.forget();

    live.expel(TICKET, CLARA.id());
    hand(stored("a secret"), NO_ORIGIN);

    assertThat(audience.room(TICKET)).containsExactly(ada);
    assertThat(audience.inbox(clara)).isEmpty();
    assertThat(audience.inbox(clarasPhone)).isEmpty();
    assertThat(audience.inbox(ada)).first().isEqualTo(left(CLARA));
    assertThat(live.leaveAll(clara)).isEmpty();
  }

  @Test
  void aTicketThatEveryoneHasLeftIsForgotten() {
    join(clara, CLARA);
    join(ada, ADA);
    assertThat(live.size()).isEqualTo(1);

    live.leave(TICKET, clara);
    live.leaveAll(ada);

    assertThat(live.size()).isZero();
  }

  @Test
  void lookingAtATicketThatNobodyIsInLeavesNothingBehind() {
    live.leave(TICKET, clara);
    live.expel(TICKET, CLARA.id());
    live.startTyping(TICKET, clara);
    hand(stored("hello"), Optional.of(clara));

    assertThat(live.online(TICKET)).isEmpty();
    assertThat(live.size()).isZero();
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void aJoinThatTheStoreCannotServeChangesNothing() {
    store.away(true);

    assertThatExceptionOfType(Refused.class).isThrownBy(() -> join(clara, CLARA));
    store.away(false);

    assertThat(live.size()).isZero();
    assertThat(audience.room(TICKET)).isEmpty();
    assertThat(live.leaveAll(clara)).isEmpty();
    join(clara, CLARA);
    assertThat(audience.room(TICKET)).containsExactly(clara);
  }

  // telling

  @Test
  void messagesAreToldInOrderWhateverTheOrderInWhichTheyAreHandedIn() {
    join(clara, CLARA);
    var first = stored("1");
    var second = stored("2");
    var third = stored("3");

    hand(third, NO_ORIGIN);
    hand(second, NO_ORIGIN);
    assertThat(audience.seqs(clara)).isEmpty();
    hand(first, NO_ORIGIN);

    assertThat(audience.seqs(clara)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void noMessageIsToldTwice() {
    join(clara, CLARA);
    var message = stored("1");

    assertThat(hand(message, Optional.of(clara))).isEqualTo(Told.NOW);
    assertThat(hand(message, Optional.of(clara))).isEqualTo(Told.BEFORE);
    assertThat(hand(message, NO_ORIGIN)).isEqualTo(Told.BEFORE);

    assertThat(audience.seqs(clara)).containsExactly(1L);
  }

  @Test
  void messagesOfBeforeTheFirstJoinAreHistory() {
    var old = stored("old");
    join(clara, CLARA);

    hand(old, NO_ORIGIN);
    hand(stored("new"), NO_ORIGIN);

    assertThat(audience.seqs(clara)).containsExactly(2L);
  }

  @Test
  void aTicketsSeqsStartAfreshWhenItBecomesLiveAgain() {
    join(clara, CLARA);
    hand(stored("1"), NO_ORIGIN);
    live.leave(TICKET, clara);
    hand(stored("2"), NO_ORIGIN);

    join(ada, ADA);
    hand(stored("3"), NO_ORIGIN);

    assertThat(audience.seqs(clara)).containsExactly(1L);
    assertThat(audience.seqs(ada)).containsExactly(3L);
  }

  @Test
  void theSendingSocketIsToldOnceBeItInTheTicketOrNot() {
    join(clara, CLARA);

    hand(stored("from inside"), Optional.of(clara));
    hand(stored("from outside"), Optional.of(ada));

    assertThat(audience.seqs(clara)).containsExactly(1L, 2L);
    assertThat(audience.seqs(ada)).containsExactly(2L);
  }

  @Test
  void theSendingSocketIsToldWhereNobodyIsInTheTicket() {
    assertThat(hand(stored("anyone?"), Optional.of(clara))).isEqualTo(Told.NOW);

    assertThat(audience.seqs(clara)).containsExactly(1L);
  }

  @Test
  void aSenderOutsideWhoseMessageWasHistoryToTheFirstJoinerIsLeftToTheCaller() {
    var message = stored("1");
    join(clara, CLARA);

    assertThat(hand(message, Optional.of(ada))).isEqualTo(Told.WITHOUT_ORIGIN);

    assertThat(audience.seqs(clara)).isEmpty();
  }

  @Test
  void aHeldMessageIsToldOnceToASenderWhoJoinsInTheMeantime() {
    join(clara, CLARA);
    var first = stored("1");
    assertThat(hand(stored("2"), Optional.of(ada))).isEqualTo(Told.NOW);

    join(ada, ADA);
    hand(first, NO_ORIGIN);

    assertThat(audience.seqs(ada)).containsExactly(1L, 2L);
  }

  @Test
  void aHeldMessageStillReachesItsSenderWhenTheLastMemberLeaves() {
    join(clara, CLARA);
    stored("1, on its way");
    hand(stored("2"), Optional.of(ada));

    live.leave(TICKET, clara);

    assertThat(audience.seqs(ada)).containsExactly(2L);
    assertThat(audience.seqs(clara)).isEmpty();
    assertThat(live.size()).isZero();
  }

  @Test
  void whoComesInWhileTheLastMemberLeavesIsNotToldItsHistory() throws Exception {
    var newcomer = new Newcomer();
    var crowded = new LiveTickets(store, newcomer, timers);
    newcomer.join = Thread.ofVirtual().unstarted(() -> crowded.join(TICKET, bob, BOB, _ -> {}));
    crowded.join(TICKET, clara, CLARA, _ -> {});
    stored("1, on its way");
    crowded.tell(stored("2"), Optional.of(ada));

    crowded.leave(TICKET, clara);
    newcomer.join.join();

    assertThat(audience.room(TICKET)).containsExactly(bob);
    assertThat(audience.seqs(bob)).isEmpty();
    assertThat(audience.seqs(ada)).containsExactly(2L);
  }

  // what is missing

  @Test
  void aMessageThatIsNeverHandedInIsFetchedAfterAMoment() {
    join(clara, CLARA);
    stored("1, whose sender died");
    stored("2, whose sender died");
    hand(stored("3"), Optional.of(ada));

    timers.advance(LiveTicket.PATIENCE.minusMillis(1));
    assertThat(audience.seqs(clara)).isEmpty();
    timers.advance(LiveTicket.PATIENCE);

    assertThat(audience.seqs(clara)).containsExactly(1L, 2L, 3L);
    assertThat(audience.seqs(ada)).containsExactly(3L);
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void aMessageThatComesAfterItWasFetchedIsNotToldAgain() {
    join(clara, CLARA);
    var late = stored("1");
    hand(stored("2"), NO_ORIGIN);
    timers.advance(LiveTicket.PATIENCE);

    assertThat(hand(late, Optional.of(clara))).isEqualTo(Told.BEFORE);
    assertThat(hand(late, Optional.of(ada))).isEqualTo(Told.WITHOUT_ORIGIN);

    assertThat(audience.seqs(clara)).containsExactly(1L, 2L);
  }

  @Test
  void aGapThatClosesByItselfCostsNoRead() {
    join(clara, CLARA);
    var first = stored("1");
    hand(stored("2"), NO_ORIGIN);
    hand(first, NO_ORIGIN);

    timers.advance(LiveTicket.PATIENCE);

    assertThat(store.rangesFrom()).isEmpty();
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void aGapThatOpensDuringTheWatchOfAnotherHasItsOwnTimeToClose() {
    join(clara, CLARA);
    var first = stored("1");
    hand(stored("2"), NO_ORIGIN);
    timers.advance(LiveTicket.PATIENCE.minusMillis(1));
    hand(first, NO_ORIGIN);
    stored("3");
    hand(stored("4"), NO_ORIGIN);

    timers.advance(LiveTicket.PATIENCE.minusMillis(1));
    assertThat(store.rangesFrom()).isEmpty();
    timers.advance(LiveTicket.PATIENCE);

    assertThat(audience.seqs(clara)).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aStoreThatIsAwayIsAskedAgainUntilItIsBack() {
    join(clara, CLARA);
    stored("1");
    hand(stored("2"), NO_ORIGIN);
    store.away(true);
    timers.advance(LiveTicket.PATIENCE.multipliedBy(5));
    assertThat(audience.seqs(clara)).isEmpty();

    store.away(false);
    timers.advance(LiveTicket.PATIENCE);

    assertThat(audience.seqs(clara)).containsExactly(1L, 2L);
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void nobodyAsksForWhatATicketMissesThatEveryoneHasLeft() {
    join(clara, CLARA);
    stored("1");
    hand(stored("2"), NO_ORIGIN);
    live.leave(TICKET, clara);

    timers.advance(LiveTicket.PATIENCE);

    assertThat(store.rangesFrom()).isEmpty();
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void whatDoesNotFitIntoMemoryIsToldFromTheStore() {
    join(clara, CLARA);
    var count = LiveTicket.MAX_HELD + 500;
    var first = stored("1");
    IntStream.rangeClosed(2, count - 1).forEach(n -> hand(stored("" + n), NO_ORIGIN));

    assertThat(hand(stored("last"), Optional.of(ada))).isEqualTo(Told.WITHOUT_ORIGIN);
    hand(first, NO_ORIGIN);
    timers.advance(LiveTicket.PATIENCE.multipliedBy(3));

    assertThat(audience.seqs(clara)).hasSize(count).isSorted().doesNotHaveDuplicates();
    assertThat(audience.seqs(ada)).isEmpty();
  }

  @Test
  void aLongAbsenceIsCaughtUpWithInParts() {
    join(clara, CLARA);
    var count = 2_500;
    IntStream.rangeClosed(1, count - 1).forEach(n -> stored("" + n));
    hand(stored("last"), NO_ORIGIN);

    timers.advance(LiveTicket.PATIENCE.multipliedBy(4));

    assertThat(audience.seqs(clara)).hasSize(count).isSorted().doesNotHaveDuplicates();
    assertThat(store.rangesFrom()).containsExactly(1L, 1_001L, 2_001L);
  }

  @Test
  void ticketsDoNotWaitForOneAnother() {
    join(clara, CLARA);
    live.join(OTHER_TICKET, bob, BOB, _ -> {});
    stored("1");
    hand(stored("2"), NO_ORIGIN);

    live.tell(store.store(OTHER_TICKET, ADA, "hello"), NO_ORIGIN);

    assertThat(audience.seqs(bob)).containsExactly(1L);
    assertThat(audience.seqs(clara)).isEmpty();
  }

  @Test
  void aMessageIsToldAsItWasStored() {
    join(clara, CLARA);
    var message = stored("exactly this");

    hand(message, Optional.of(ada));

    assertThat(audience.published()).contains(new MessagePosted(message, Optional.of(ada)));
  }

  private void join(SocketId socket, Principal who) {
    live.join(TICKET, socket, who, online -> audience.deliver(socket, online));
  }

  private Message stored(String text) {
    return store.store(TICKET, BOB, text);
  }

  private Told hand(Message message, Optional<SocketId> origin) {
    return live.tell(message, origin);
  }

  private static OnlineUser online(Principal who) {
    return new OnlineUser(who.id(), who.name(), who.role());
  }

  private static UserLeft left(Principal who) {
    return new UserLeft(TICKET, who.id(), who.name());
  }
}
