package dev.ticketchat.chat.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.fakes.MemoryMessageStore;
import dev.ticketchat.chat.fakes.People;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.live.MessageOrder.Parcel;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MessageOrderTest {
  private static final TicketId TICKET = new TicketId("1");
  private static final Optional<SocketId> NOBODY = Optional.empty();

  private final MemoryMessageStore store = new MemoryMessageStore();
  private final List<Message> messages =
      IntStream.rangeClosed(1, 50)
          .mapToObj(n -> store.store(TICKET, People.CLARA, "text " + n))
          .toList();

  @Test
  void aMessageIsDueAfterThoseBeforeIt() {
    var order = new MessageOrder(10, 100);

    assertThat(take(order, 12)).isEmpty();
    assertThat(take(order, 13)).isEmpty();
    assertThat(order.isBehind()).isTrue();
    assertThat(take(order, 11)).containsExactly(11L, 12L, 13L);
    assertThat(order.isBehind()).isFalse();
    assertThat(order.told()).isEqualTo(13);
  }

  @Test
  void whatWasDueBeforeOrIsHistoryIsDropped() {
    var order = new MessageOrder(10, 100);
    take(order, 11);

    assertThat(take(order, 11)).isEmpty();
    assertThat(take(order, 10)).isEmpty();
    assertThat(order.isBehind()).isFalse();
  }

  @Test
  void anyOrderWithAnyRepetitionsComesOutAsOneOrder() {
    for (var seed = 0L; seed < 200; seed++) {
      var random = new Random(seed);
      var handedIn = new ArrayList<>(messages);
      handedIn.addAll(messages.subList(0, random.nextInt(messages.size())));
      Collections.shuffle(handedIn, random);
      var order = new MessageOrder(0, 100);

      var due =
          handedIn.stream()
              .flatMap(message -> order.take(message, NOBODY).stream())
              .map(parcel -> parcel.message().seq())
              .toList();

      assertThat(due)
          .as("seed %d", seed)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
    }
  }

  @Test
  void holdsNoMoreThanItsCapacityAndStaysBehindUntilTheRestIsHandedInAgain() {
    var order = new MessageOrder(0, 2);
    take(order, 2);
    take(order, 3);

    assertThat(order.hasRoomFor(4)).isFalse();
    assertThat(take(order, 4)).isEmpty();
    assertThat(take(order, 1)).containsExactly(1L, 2L, 3L);
    assertThat(order.isBehind()).isTrue();
    assertThat(order.stored()).isEqualTo(4);
    assertThat(take(order, 4)).containsExactly(4L);
  }

  @Test
  void aFullOneStillTakesTheMessageThatIsDueNextAndThoseItHolds() {
    var order = new MessageOrder(0, 1);
    take(order, 2);

    assertThat(order.hasRoomFor(1)).isTrue();
    assertThat(order.hasRoomFor(2)).isTrue();
  }

  @Test
  void theOriginOfAHeldMessageIsKeptAlsoWhenTheMessageComesAgainWithoutOne() {
    var order = new MessageOrder(0, 10);
    var origin = Optional.of(new SocketId("tab"));
    order.take(messages.get(1), origin);
    order.take(messages.get(1), NOBODY);

    var due = order.take(messages.get(0), NOBODY);

    assertThat(due)
        .containsExactly(new Parcel(messages.get(0), NOBODY), new Parcel(messages.get(1), origin));
  }

  @Test
  void ofTwoOriginsTheLaterOneCounts() {
    var order = new MessageOrder(0, 10);
    var later = Optional.of(new SocketId("reconnected"));
    order.take(messages.get(1), Optional.of(new SocketId("gone")));
    order.take(messages.get(1), later);

    assertThat(order.take(messages.get(0), NOBODY)).contains(new Parcel(messages.get(1), later));
  }

  private List<Long> take(MessageOrder order, int seq) {
    return order.take(messages.get(seq - 1), NOBODY).stream()
        .map(parcel -> parcel.message().seq())
        .toList();
  }
}
