package dev.ticketchat.faults;

import dev.ticketchat.faults.client.Answer;
import dev.ticketchat.faults.client.ChatClient;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Messages at a steady rate, whether or not those before were answered, and how long each answer
/// took.
final class SteadyLoad implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private final List<ChatClient> senders;
  private final List<String> tickets;
  private final long began = System.nanoTime();
  private final long period;
  private int sent;

  private record Answered(long at, Duration took) {}

  /// Begins at once: the senders and the tickets in turn.
  SteadyLoad(List<ChatClient> senders, List<String> tickets, int perSecond) {
    this.senders = senders;
    this.tickets = tickets;
    this.period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    var _ = timer.scheduleAtFixedRate(this::send, period, period, TimeUnit.NANOSECONDS);
  }

  /// Messages that have no answer yet.
  int open() {
    return open.get();
  }

  /// How long answers took that came since then, the fastest first.
  List<Duration> since(long nanoTime) {
    return answers.stream()
        .filter(answer -> answer.at - nanoTime >= 0)
        .map(Answered::took)
        .sorted()
        .toList();
  }

  /// No new message from here on.
  void stop() {
    timer.shutdown();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void send() {
    sent++;
    var due = began + sent * period;
    var sender = senders.get(sent % senders.size());
    var ticket = tickets.get(sent % tickets.size());
    open.incrementAndGet();
    var _ =
        sender
            .send(ticket, sender.name() + " sends " + sent + " to " + ticket)
            .thenAccept(answer -> onAnswer(answer, due));
  }

  private void onAnswer(Answer answer, long due) {
    open.decrementAndGet();
    if (answer.ok()) {
      var now = System.nanoTime();
      answers.add(new Answered(now, Duration.ofNanos(now - due)));
    }
  }
}
