package dev.ticketchat.bench.micro;

import dev.ticketchat.chat.messages.Appended;
import dev.ticketchat.chat.messages.NewMessage;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Storing one message, while 64 users write at once, each in its own ticket: a sync to disk serves
/// all that wait. Each user writes several in turn, so that the next ones gather meanwhile.
@State(Scope.Thread)
public class MessageAppending {
  private static final int WRITERS = 64;
  private static final int IN_TURN = 16;

  private final Store store = new Store(WRITERS);
  private final List<Callable<Appended>> writers =
      IntStream.range(0, WRITERS).mapToObj(Sample::newMessage).map(this::writer).toList();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @Benchmark
  @OperationsPerInvocation(WRITERS * IN_TURN)
  public List<Appended> append() throws InterruptedException {
    return threads.invokeAll(writers).stream().map(Future::resultNow).toList();
  }

  @TearDown
  public void close() {
    threads.close();
    store.close();
  }

  /// @return who writes it, as often as it is its turn
  private Callable<Appended> writer(NewMessage message) {
    return () -> {
      for (var i = 1; i < IN_TURN; i++) {
        store.messages().append(message, _ -> {});
      }
      return store.messages().append(message, _ -> {});
    };
  }
}
