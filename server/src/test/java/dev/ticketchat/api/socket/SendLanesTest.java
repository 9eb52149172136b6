package dev.ticketchat.api.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.chat.tickets.TicketId;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SendLanesTest {
  private static final TicketId ONE = new TicketId("1");
  private static final TicketId OTHER = new TicketId("2");

  private final SendLanes lanes = new SendLanes(Thread::startVirtualThread);
  private final Queue<String> sent = new ConcurrentLinkedQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);

  @Test
  void aQuickSendIsSentAtOnce() {
    lanes.run(ONE, true, () -> sent.add("text"));

    assertThat(sent).containsExactly("text");
  }

  @Test
  void aSlowSendHoldsUpItsOwnTicketAlone() {
    lanes.run(ONE, false, () -> sentWhenReleased("files"));
    lanes.run(ONE, true, () -> sent.add("text behind them"));
    lanes.run(OTHER, true, () -> sent.add("text of another ticket"));

    assertThat(sent).containsExactly("text of another ticket");
    release.countDown();
    await()
        .untilAsserted(() ->
            assertThat(sent)
                .containsExactly("text of another ticket", "files", "text behind them"));
  }

  @Test
  void slowSendsOfTwoTicketsRunSideBySide() {
    lanes.run(ONE, false, () -> sentWhenReleased("one"));
    lanes.run(OTHER, false, () -> sent.add("other"));

    await().until(() -> List.copyOf(sent).equals(List.of("other")));
    release.countDown();
    await().until(() -> sent.size() == 2);
  }

  @Test
  void aTicketIsQuickAgainWhenNothingOfItIsUnderWay() {
    for (var i = 0; i < 100; i++) {
      var text = "text " + i;
      lanes.run(ONE, i % 3 != 0, () -> sent.add(text));
    }

    await().until(() -> sent.size() == 100);
    assertThat(sent).first().isEqualTo("text 0");
    assertThat(sent).last().isEqualTo("text 99");
  }

  @Test
  void tooManySendsUnderWayMakeTheNextOneWait() {
    for (var i = 0; i < 16; i++) {
      lanes.run(new TicketId("ticket " + i), false, () -> sentWhenReleased("files"));
    }
    var next = Thread.startVirtualThread(() -> lanes.run(ONE, false, () -> sent.add("next")));
    await().until(() -> next.getState() == Thread.State.WAITING);

    assertThat(sent).isEmpty();
    release.countDown();

    await().until(() -> sent.size() == 17);
  }

  private void sentWhenReleased(String what) {
    try {
      release.await();
      sent.add(what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
