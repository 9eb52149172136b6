package dev.ticketchat.chat.live;

import static dev.ticketchat.chat.fakes.People.ADA;
import static dev.ticketchat.chat.fakes.People.BOB;
import static dev.ticketchat.chat.fakes.People.CLARA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.fakes.ManualTimers;
import dev.ticketchat.chat.fakes.MemoryMessageStore;
import dev.ticketchat.chat.fakes.RecordingAudience;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.live.ChatEvent.MessagePosted;
import dev.ticketchat.chat.live.ChatEvent.UserJoined;
import dev.ticketchat.chat.live.ChatEvent.UserLeft;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  void joiningNeedsNoStore() {
    store.away(true);

    join(clara, CLARA);

    assertThat(audience.room(TICKET)).containsExactly(clara);
  }

  // telling

  @Test
  void whoJoinsIsToldWhatComesAfter() {
    hand(stored("old"), NO_ORIGIN);
    join(clara, CLARA);
    hand(stored("new"), NO_ORIGIN);
    live.leave(TICKET, clara);
    hand(stored("newer"), NO_ORIGIN);

    assertThat(audience.seqs(clara)).containsExactly(2L);
  }

  @Test
  void whoJoinsHearsWhereTheLogStands() {
    stored("history");
    var later = new LiveTickets(store, audience, timers);
    assertThat(later.told()).isEqualTo(1);
    var second = store.store(OTHER_TICKET, ADA, "elsewhere");
    later.tell(second, NO_ORIGIN);
    stored("on its way");

    var stays = new ArrayList<Joined>();
    later.join(TICKET, clara, CLARA, stays::add);

    assertThat(stays).extracting(Joined::position).containsExactly(second.position());
  }

  @Test
  void whoJoinsWhileAMessageIsToldElsewhereHearsThatItIsStillToCome() {
    join(ada, ADA);
    var message = stored("to ada");
    var stays = new ArrayList<Joined>();
    audience.onPublish(event -> {
      if (event instanceof MessagePosted) {
        live.join(OTHER_TICKET, clara, CLARA, stays::add);
      }
    });

    hand(message, NO_ORIGIN);
    live.join(TICKET, bob, BOB, stays::add);

    assertThat(stays)
        .extracting(Joined::position)
        .containsExactly(message.position() - 1, message.position());
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
    hand(stored("anyone?"), Optional.of(clara));

    assertThat(audience.seqs(clara)).containsExactly(1L);
  }

  @Test
  void aMessageIsToldAsItWasStored() {
    join(clara, CLARA);
    var message = stored("exactly this");

    hand(message, Optional.of(ada));

    assertThat(audience.published()).contains(new MessagePosted(message, Optional.of(ada)));
  }

  private void join(SocketId socket, Principal who) {
    live.join(TICKET, socket, who, joined -> audience.deliver(socket, joined.online()));
  }

  private Message stored(String text) {
    return store.store(TICKET, BOB, text);
  }

  private void hand(Message message, Optional<SocketId> origin) {
    live.tell(message, origin);
  }

  private static OnlineUser online(Principal who) {
    return new OnlineUser(who.id(), who.name(), who.role());
  }

  private static UserLeft left(Principal who) {
    return new UserLeft(TICKET, who.id(), who.name());
  }
}
