package dev.ticketchat.faults;

import dev.ticketchat.faults.client.Answer;
import dev.ticketchat.faults.client.ChatClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// People who talk: each client writes a message into its ticket, waits for the answer, pauses, and
/// writes the next, until it is told to stop.
public final class Talk implements AutoCloseable {
  private final ScheduledExecutorService pauses =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final Duration pause;
  private volatile boolean stopped;

  /// @param pause on average, between an answer and the next message
  public Talk(Duration pause) {
    this.pause = pause;
  }

  /// Lets a client talk.
  public void begin(ChatClient client, String ticket) {
    later(client, ticket, 1);
  }

  /// Lets each of them talk in the ticket of its number, where there are fewer tickets than
  /// clients.
  public void begin(List<ChatClient> clients, List<String> tickets) {
    for (var i = 0; i < clients.size(); i++) {
      begin(clients.get(i), tickets.get(i % tickets.size()));
    }
  }

  public int acknowledged() {
    return acknowledged.get();
  }

  public int refused() {
    return refused.get();
  }

  /// Messages that have no answer yet.
  public int open() {
    return open.get();
  }

  /// Nobody writes a new message from here on.
  public void stop() {
    stopped = true;
  }

  @Override
  public void close() {
    stop();
    pauses.shutdownNow();
  }

  private void later(ChatClient client, String ticket, int number) {
    var wait = (long) (pause.toMillis() * ThreadLocalRandom.current().nextDouble(0, 2));
    if (!pauses.isShutdown()) {
      var _ = pauses.schedule(() -> say(client, ticket, number), wait, TimeUnit.MILLISECONDS);
    }
  }

  private void say(ChatClient client, String ticket, int number) {
    if (!stopped) {
      open.incrementAndGet();
      var _ =
          client
              .send(ticket, client.name() + " says " + number)
              .thenAccept(answer -> onAnswer(answer, client, ticket, number));
    }
  }

  /// What was refused is said again: under its own key, it can do no harm.
  private void onAnswer(Answer answer, ChatClient client, String ticket, int number) {
    open.decrementAndGet();
    (answer.ok() ? acknowledged : refused).incrementAndGet();
    later(client, ticket, answer.ok() ? number + 1 : number);
  }
}
