package dev.ticketchat.chat.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.fakes.MemoryMessageStore;
import dev.ticketchat.chat.fakes.People;
import dev.ticketchat.chat.fakes.RecordingAudience;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.live.ChatEvent.MessagePosted;
import dev.ticketchat.chat.live.ChatEvent.UserJoined;
import dev.ticketchat.chat.live.ChatEvent.UserLeft;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.NewMessage;
import dev.ticketchat.chat.messages.Page;
import dev.ticketchat.chat.messages.PageRequest;
import dev.ticketchat.chat.messages.RetryKey;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds however threads interleave. Each socket is one thread, as in the server; its inbox
/// has what it was told and what it was answered, in the order of arrival.
@Timeout(60)
class LiveTicketsConcurrencyTest {
  private static final TicketId TICKET = new TicketId("1");
  private static final Principal SENDER = People.BOB;
  private static final int PAGE_LIMIT = 30;

  private record Joined(TicketId ticket) {}

  private record Left(TicketId ticket) {}

  /// Shows in an inbox from where to where the socket is in the room.
  private final class MarkingAudience implements Audience {
    @Override
    public void enter(SocketId socket, TicketId ticket) {
      audience.enter(socket, ticket);
      audience.deliver(socket, new Joined(ticket));
    }

    @Override
    public void exit(SocketId socket, TicketId ticket) {
      audience.exit(socket, ticket);
      audience.deliver(socket, new Left(ticket));
    }

    @Override
    public void publish(ChatEvent event) {
      audience.publish(event);
    }
  }

  private final MemoryMessageStore store = new MemoryMessageStore();
  private final RecordingAudience audience = new RecordingAudience();
  private final VirtualThreadTimers timers = new VirtualThreadTimers();
  private final LiveTickets live = new LiveTickets(store, new MarkingAudience(), timers);

  @AfterEach
  void stop() {
    timers.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyMemberIsToldEveryMessageOnceAndInOrder(long seed) throws Exception {
    var members = IntStream.range(0, 10).mapToObj(n -> connect("member-" + n)).toList();
    members.forEach(member -> join(TICKET, member, userOf(member)));
    var outsider = connect("outsider");

    inParallel(
        20,
        sender -> {
          var random = new Random(seed * 100 + sender);
          var origin = sender < members.size() ? members.get(sender) : outsider;
          for (var n = 0; n < 25; n++) {
            send(TICKET, Optional.of(origin), random);
          }
        });

    var all = LongStream.rangeClosed(1, 20 * 25).boxed().toList();
    for (var member : members) {
      assertThat(audience.seqs(member)).isEqualTo(all);
    }
    assertThat(audience.seqs(outsider)).hasSize(10 * 25).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aPageAndWhatIsToldAroundItFitTogetherWithoutGapOrOverlap(long seed) throws Exception {
    var readers = IntStream.range(0, 12).mapToObj(n -> connect("reader-" + n)).toList();
    store.onPage(() -> pause(new Random()));

    inParallel(
        20,
        n -> {
          var random = new Random(seed * 100 + n);
          if (n >= readers.size()) {
            for (var message = 0; message < 40; message++) {
              send(TICKET, Optional.empty(), random);
            }
            return;
          }
          var reader = readers.get(n);
          for (var visit = 0; visit < 6; visit++) {
            join(TICKET, reader, userOf(reader));
            for (var look = random.nextInt(4); look >= 0; look--) {
              pause(random);
              page(TICKET, reader);
              send(TICKET, Optional.of(reader), random);
            }
            live.leave(TICKET, reader);
          }
        });

    for (var reader : readers) {
      checkInbox(reader, audience.inbox(reader));
    }
    assertThat(live.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void comingAndGoingLeavesNobodyBehindAndNoTicketInMemory(long seed) throws Exception {
    var tickets = List.of(TICKET, new TicketId("2"), new TicketId("3"));
    var sockets = IntStream.range(0, 24).mapToObj(n -> connect("socket-" + n)).toList();

    inParallel(
        sockets.size(),
        n -> {
          var random = new Random(seed * 100 + n);
          var socket = sockets.get(n);
          for (var step = 0; step < 120; step++) {
            var ticket = tickets.get(random.nextInt(tickets.size()));
            switch (random.nextInt(8)) {
              case 0, 1 -> join(ticket, socket, userOf(socket));
              case 2 -> live.leave(ticket, socket);
              case 3 -> live.leaveAll(socket);
              case 4 -> live.expel(ticket, userOf(socket).id());
              case 5 -> live.startTyping(ticket, socket);
              case 6 -> send(ticket, Optional.of(socket), random);
              default -> live.page(ticket, new PageRequest.Latest(PAGE_LIMIT), _ -> {});
            }
          }
          live.leaveAll(socket);
        });

    assertThat(live.size()).isZero();
    for (var ticket : tickets) {
      assertThat(audience.room(ticket)).isEmpty();
      assertThat(live.online(ticket)).isEmpty();
    }
    for (var socket : sockets) {
      assertThat(audience.seqs(socket)).as("%s", socket).isNotEmpty();
      assertThat(live.leaveAll(socket)).isEmpty();
    }
    checkPresence(audience.published());
  }

  /// Between a join and a leave, messages come without gap, and a page ends where they stand. Only
  /// what the socket sent itself may reach it outside of that.
  private static void checkInbox(SocketId socket, List<Object> inbox) {
    var in = false;
    var last = Optional.<Long>empty();
    var told = new HashSet<Long>();
    for (var thing : inbox) {
      switch (thing) {
        case Joined _ -> {
          in = true;
          last = Optional.empty();
        }
        case Left _ -> in = false;
        case MessagePosted(var message, var origin) -> {
          assertThat(in || origin.equals(Optional.of(socket))).isTrue();
          assertThat(told.add(message.seq())).isTrue();
          if (in) {
            last.ifPresent(seq -> assertThat(message.seq()).isEqualTo(seq + 1));
            last = Optional.of(message.seq());
          }
        }
        case Page page -> {
          last.ifPresent(seq -> assertThat(page.total()).isEqualTo(seq));
          last = Optional.of(page.total());
          assertThat(page.messages().stream().map(Message::seq).toList())
              .isEqualTo(
                  LongStream.rangeClosed(Math.max(1, page.total() - PAGE_LIMIT + 1), page.total())
                      .boxed()
                      .toList());
        }
        default -> {}
      }
    }
  }

  /// A user's comings and goings alternate, and end with a going.
  private static void checkPresence(List<ChatEvent> published) {
    Map<TicketId, Set<UserId>> present = new HashMap<>();
    for (var event : published) {
      if (event instanceof UserJoined(var ticket, var user, _)) {
        assertThat(present.computeIfAbsent(ticket, _ -> new HashSet<>()).add(user)).isTrue();
      } else if (event instanceof UserLeft(var ticket, var user, _)) {
        assertThat(present.getOrDefault(ticket, Set.of()).remove(user)).isTrue();
      }
    }
    assertThat(present.values()).allMatch(Set::isEmpty);
  }

  private interface Work {
    void run(int number) throws Exception;
  }

  private static void inParallel(int threads, Work work) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Boolean>>();
      for (var n = 0; n < threads; n++) {
        var number = n;
        tasks.add(() -> {
          work.run(number);
          return true;
        });
      }
      for (var done : executor.invokeAll(tasks)) {
        done.get();
      }
    }
  }

  private SocketId connect(String name) {
    return audience.connect(name, new UserId(name));
  }

  /// Two sockets each are one user.
  private static Principal userOf(SocketId socket) {
    var number = Integer.parseInt(socket.value().replaceAll("\\D", ""));
    return People.superAdmin("user-" + number / 2, "User " + number / 2);
  }

  private void join(TicketId ticket, SocketId socket, Principal who) {
    live.join(ticket, socket, who, _ -> {});
  }

  private void page(TicketId ticket, SocketId socket) {
    live.page(ticket, new PageRequest.Latest(PAGE_LIMIT), page -> audience.deliver(socket, page));
  }

  private void send(TicketId ticket, Optional<SocketId> origin, Random random) {
    pause(random);
    var message = new NewMessage(ticket, SENDER, "text", new RetryKey.None());
    store.append(message, stored -> live.tell(stored, origin));
  }

  /// Lets others go first, now and then.
  private static void pause(Random random) {
    if (random.nextBoolean()) {
      LockSupport.parkNanos(random.nextInt(50_000));
    }
  }
}
