package dev.ticketchat.bench.load;

import java.util.function.Consumer;

/// Messages: sent, told to everyone in the room, refused. On one event loop.
final class Chat implements Activity {
  private static final int SHOWN = 200;

  private final Messages messages;
  private final Inspector inspector;
  private final LoopState shared;
  private final Outstanding outstanding;
  private final Consumer<Member> onAnswered;

  /// No message has been sent.
  ///
  /// @param onAnswered called with the sender when a message came back to it, or was refused
  Chat(
      Messages messages,
      Inspector inspector,
      LoopState shared,
      Outstanding outstanding,
      Consumer<Member> onAnswered) {
    this.messages = messages;
    this.inspector = inspector;
    this.shared = shared;
    this.outstanding = outstanding;
    this.onAnswered = onAnswered;
  }

  @Override
  public void begin(Member member, long due) {
    member
        .connection()
        .ifPresent(connection -> {
          shared.tally().onSent();
          outstanding.add(member.room().present());
          messages.writer().write(connection, member, member.onSent(), due);
        });
  }

  @Override
  public int begun(Member member) {
    return member.sent();
  }

  @Override
  public int underWay(Member member) {
    return member.underWay();
  }

  void onMessage(Member member, byte[] bytes, int from, int to) {
    var stamp = messages.stamp();
    if (!stamp.read(bytes, from, to)) {
      fault(Fault.FOREIGN, bytes, from, to);
      return;
    }
    int sender = stamp.sender() - member.room().members().getFirst().index();
    if (sender < 0 || sender >= member.room().members().size()) {
      fault(Fault.MISROUTED, bytes, from, to);
      return;
    }
    inspector.inspect(member, sender, stamp.number(), bytes, from, to);
    member.onReceived();
    if (sender == member.number()) {
      shared.tally().onOwn(stamp.time(), shared.now());
      member.onDelivered();
      onAnswered.accept(member);
    } else {
      shared.tally().onOther(stamp.time(), shared.now());
    }
    outstanding.done(1);
  }

  void onRefused(Member sender, byte[] bytes, int from, int to) {
    fault(Fault.SEND, bytes, from, to);
    sender.onRefused();
    onAnswered.accept(sender);
    outstanding.done(sender.room().present());
  }

  /// A member is gone; what it has not received will not come.
  void onGone(Member member) {
    outstanding.done(Math.max(0, member.room().sent() - member.received()));
  }

  private void fault(Fault fault, byte[] bytes, int from, int to) {
    shared.tally().faults().add(fault, () -> Bytes.text(bytes, from, to, SHOWN));
  }
}
