package dev.ticketchat.chat.live;

import static dev.ticketchat.chat.fakes.People.ADA;
import static dev.ticketchat.chat.fakes.People.CLARA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.fakes.ManualTimers;
import dev.ticketchat.chat.fakes.MemoryMessageStore;
import dev.ticketchat.chat.fakes.RecordingAudience;
import dev.ticketchat.chat.identity.SocketId;
import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.Page;
import dev.ticketchat.chat.messages.PageRequest;
import dev.ticketchat.chat.tickets.TicketId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final TicketId TICKET = new TicketId("1");
  private static final PageRequest LATEST = new PageRequest.Latest(50);

  private final MemoryMessageStore store = new MemoryMessageStore();
  private final RecordingAudience audience = new RecordingAudience();
  private final LiveTickets live = new LiveTickets(store, audience, new ManualTimers());
  private final SocketId clara = audience.connect("clara-1", CLARA.id());

  @Test
  void holdsEverythingToldWhereNobodyIsInTheTicket() {
    tell(stored("1"));
    tell(stored("2"));

    assertThat(seqs(page(LATEST))).containsExactly(1L, 2L);
    assertThat(live.size()).isZero();
  }

  @Test
  void holdsWhatWasToldAndNotWhatIsStillToBeTold() {
    tell(stored("1, history"));
    join();
    tell(stored("2"));
    stored("3, on its way");

    var page = page(LATEST);

    assertThat(seqs(page)).containsExactly(1L, 2L);
    assertThat(page.total()).isEqualTo(2);
  }

  @Test
  void holdsWhatIsToldWhileItIsRead() {
    join();
    tell(stored("1"));
    duringTheFirstReads(1, () -> tell(stored("2")));

    assertThat(seqs(page(LATEST))).containsExactly(1L, 2L);
    assertThat(audience.seqs(clara)).containsExactly(1L, 2L);
  }

  @Test
  void holdsWhatIsToldDuringEveryReadButTheLast() {
    join();
    duringTheFirstReads(3, () -> tell(stored("another")));

    assertThat(seqs(page(LATEST))).containsExactly(1L, 2L, 3L);
  }

  @Test
  void fitsWhatIsToldToSomebodyWhoComesInWhileItIsRead() {
    tell(stored("1"));
    duringTheFirstReads(1, this::join);

    assertThat(seqs(page(LATEST))).containsExactly(1L);
    tell(stored("2"));

    assertThat(audience.seqs(clara)).containsExactly(2L);
  }

  @Test
  void catchingUpEndsWhereTheTellingStands() {
    var seen = stored("1");
    tell(seen);
    join();
    tell(stored("2"));
    stored("3, on its way");

    assertThat(seqs(page(new PageRequest.After(seen.id(), 50)))).containsExactly(2L);
  }

  @Test
  void isRefusedWhereMoreIsToldDuringEveryRead() {
    join();
    store.onPage(() -> tell(stored("another")));

    assertThatExceptionOfType(Refused.class).isThrownBy(() -> page(LATEST));
    store.onPage(() -> {});

    assertThat(page(LATEST).total()).isEqualTo(audience.seqs(clara).size());
  }

  @Test
  void isRefusedWhenTheStoreIsAway() {
    store.away(true);

    assertThatExceptionOfType(Refused.class).isThrownBy(() -> live.page(TICKET, LATEST, _ -> {}));
    assertThat(live.size()).isZero();
  }

  private Page page(PageRequest request) {
    var pages = new ArrayList<Page>();
    live.page(TICKET, request, pages::add);
    assertThat(pages).hasSize(1);
    return pages.getFirst();
  }

  private void duringTheFirstReads(int count, Runnable action) {
    var reads = new AtomicInteger();
    store.onPage(() -> {
      if (reads.incrementAndGet() <= count) {
        action.run();
      }
    });
  }

  private void join() {
    live.join(TICKET, clara, CLARA, _ -> {});
  }

  private Message stored(String text) {
    return store.store(TICKET, ADA, text);
  }

  private void tell(Message message) {
    live.tell(message, Optional.empty());
  }

  private static List<Long> seqs(Page page) {
    return page.messages().stream().map(Message::seq).toList();
  }
}
