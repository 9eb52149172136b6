package dev.ticketchat.faults.client;

import dev.ticketchat.faults.ledger.Entry;
import dev.ticketchat.faults.ledger.Ledger;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// The requests of one client that wait for their acknowledgements; on its event loop.
final class Requests {
  private final EventLoop loop;
  private final Ledger ledger;
  private final Duration limit;
  private final Map<Integer, Pending> pending = new HashMap<>();
  private int lastId;

  private record Pending(Consumer<JsonNode> onAnswer, Runnable onLost, Future<?> whenLate) {}

  Requests(EventLoop loop, Ledger ledger, Duration limit) {
    this.loop = loop;
    this.ledger = ledger;
    this.limit = limit;
  }

  /// The id to send with a request.
  ///
  /// @param onLost its connection ended before the answer
  int expect(String event, Consumer<JsonNode> onAnswer, Runnable onLost) {
    lastId++;
    var whenLate =
        loop.schedule(
            () -> ledger.add(new Entry.Unanswered(System.nanoTime(), event)),
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    pending.put(lastId, new Pending(onAnswer, onLost, whenLate));
    return lastId;
  }

  void answer(int id, JsonNode acknowledgement) {
    var asked = pending.remove(id);
    if (asked != null) {
      asked.whenLate.cancel(false);
      asked.onAnswer.accept(acknowledgement);
    }
  }

  /// The connection is gone, and with it all answers.
  void lose() {
    var lost = List.copyOf(pending.values());
    pending.clear();
    lost.forEach(asked -> {
      asked.whenLate.cancel(false);
      asked.onLost.run();
    });
  }
}
