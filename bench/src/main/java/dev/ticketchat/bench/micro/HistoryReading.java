package dev.ticketchat.bench.micro;

import dev.ticketchat.chat.messages.Message;
import dev.ticketchat.chat.messages.MessageId;
import dev.ticketchat.chat.messages.Page;
import dev.ticketchat.chat.messages.PageRequest;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Reading 50 messages from anywhere in a ticket that has 10,000.
@State(Scope.Thread)
public class HistoryReading {
  private static final int MESSAGES = 10_000;
  private static final int PAGE = 50;
  private static final int WRITERS = 64;

  private final Store store = new Store(1);
  private final List<MessageId> ids = filled(store);
  private final long last = store.messages().lastPosition();
  private final SplittableRandom random = new SplittableRandom(1);

  @Benchmark
  public Page page() {
    var before = ids.get(random.nextInt(PAGE, MESSAGES));
    return store.messages().page(Sample.ticket(0), new PageRequest.Before(before, PAGE), last);
  }

  @TearDown
  public void close() {
    store.close();
  }

  /// The ids of what it then holds, in order. Written by many at once, which takes fewer syncs.
  private static List<MessageId> filled(Store store) {
    Queue<Message> stored = new ConcurrentLinkedQueue<>();
    try (var writers = Executors.newFixedThreadPool(WRITERS)) {
      for (var i = 0; i < MESSAGES; i++) {
        writers.execute(() -> store.messages().append(Sample.newMessage(0), stored::add));
      }
    }
    return stored.stream().map(Message::id).toList();
  }
}
