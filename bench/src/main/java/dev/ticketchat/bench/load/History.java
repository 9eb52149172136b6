package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/// Pages of history: asked for and loaded, or refused. Answers come in the order of a connection's
/// requests. On one event loop.
final class History implements Activity {
  private static final int SHOWN = 200;
  private static final byte[] ITEM = "\"createdAt\"".getBytes(US_ASCII);

  private final boolean counting;
  private final LoopState shared;
  private final Outstanding outstanding;
  private final Consumer<Member> onAnswered;
  private final Map<Member, Asked> asked = new HashMap<>();

  /// When a member's requests without an answer were due, and how many it made.
  private static final class Asked {
    private final Queue<Long> due = new ArrayDeque<>(1);
    private int count;
  }

  /// @param counting whether the messages of each page are counted
  History(
      boolean counting, LoopState shared, Outstanding outstanding, Consumer<Member> onAnswered) {
    this.counting = counting;
    this.shared = shared;
    this.outstanding = outstanding;
    this.onAnswered = onAnswered;
  }

  @Override
  public void begin(Member member, long due) {
    member
        .connection()
        .ifPresent(connection -> {
          var of = of(member);
          of.due.add(due);
          of.count++;
          shared.tally().onSent();
          outstanding.add(1);
          connection.send(shared.requests().load(member.room().ticket()));
        });
  }

  @Override
  public int begun(Member member) {
    return of(member).count;
  }

  @Override
  public int underWay(Member member) {
    return of(member).due.size();
  }

  void onLoaded(Member member, byte[] bytes, int from, int to) {
    var due = of(member).due.poll();
    if (due == null) {
      fault(Fault.FOREIGN, bytes, from, to);
      return;
    }
    shared.tally().onOwn(due, shared.now());
    if (counting) {
      shared.tally().onItems(items(bytes, from, to));
    }
    onAnswered.accept(member);
    outstanding.done(1);
  }

  void onRefused(Member member, byte[] bytes, int from, int to) {
    fault(Fault.MESSAGES, bytes, from, to);
    if (of(member).due.poll() != null) {
      onAnswered.accept(member);
      outstanding.done(1);
    }
  }

  /// A member is gone; its requests will have no answer.
  void onGone(Member member) {
    outstanding.done(underWay(member));
  }

  private Asked of(Member member) {
    return asked.computeIfAbsent(member, _ -> new Asked());
  }

  private static int items(byte[] bytes, int from, int to) {
    int count = 0;
    for (int at = Bytes.find(bytes, from, to, ITEM);
        at >= 0;
        at = Bytes.find(bytes, at + ITEM.length, to, ITEM)) {
      count++;
    }
    return count;
  }

  private void fault(Fault fault, byte[] bytes, int from, int to) {
    shared.tally().faults().add(fault, () -> Bytes.text(bytes, from, to, SHOWN));
  }
}
