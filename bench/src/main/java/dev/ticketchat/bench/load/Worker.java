package dev.ticketchat.bench.load;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// One event loop's part of a run: a slice of the rooms with all that happens in them. Everything
/// runs on that event loop.
final class Worker implements Session.Owner {

  /// What all workers of a run have in common.
  ///
  /// @param id in the stamp of each message
  record Run(LoadPlan plan, int id, Upgrade upgrade) {}

  private final Scenario scenario;
  private final List<Room> rooms;
  private final LoopState shared;
  private final Outstanding outstanding = new Outstanding();
  private final List<Connection> connections = new ArrayList<>();
  private final Sockets sockets;
  private final Opener opener;
  private final Chat chat;
  private final History history;
  private final Loops loops;

  private Loop loop = new Loop.Idle();
  private int ready;
  private int failed;

  /// Makes all that its users need, up to their tokens.
  Worker(EventLoop eventLoop, Run run, Share share, Crowd.Slice slice) {
    var plan = run.plan;
    var traffic = plan.traffic();
    var random = new SplittableRandom();
    var pace = new Pace(System::nanoTime, alarm(eventLoop), random);
    var packet = new PacketBuffer(PooledByteBufAllocator.DEFAULT);
    scenario = traffic.scenario();
    rooms =
        IntStream.range(slice.firstRoom(), slice.firstRoom() + slice.rooms())
            .mapToObj(room -> new Room(plan.crowd(), room, traffic.senders()))
            .toList();
    shared =
        new LoopState(
            run.upgrade,
            new Requests(packet, plan.identity().ticket(), random),
            Tokens.sign(rooms, plan, Instant.now()),
            new Tally(),
            pace.clock());
    sockets = new Sockets(eventLoop, plan.connecting());
    opener =
        new Opener(
            rooms.stream().flatMap(room -> room.members().stream()).iterator(),
            share.of(plan.connecting().inflight()),
            share.schedule(plan.connecting().rate(), pace.now()),
            pace,
            this::open);
    var messages = Messages.of(plan, run.id, packet, random);
    var inspector = Inspector.of(plan, shared.tally().faults());
    chat = new Chat(messages, inspector, shared, outstanding, this::onAnswered);
    history = new History(traffic.verify(), shared, outstanding, this::onAnswered);
    loops = new Loops(rooms, traffic, share, pace, shared.tally().faults());
  }

  private static Alarm alarm(EventLoop eventLoop) {
    return (nanos, call) -> {
      var _ = eventLoop.schedule(call, nanos, TimeUnit.NANOSECONDS);
    };
  }

  // --- the phases

  /// Done when everyone is in their rooms, or failed.
  CompletableFuture<Void> connect() {
    return opener.start().thenRun(() -> connections.forEach(Connection::endUnlessReady));
  }

  /// Puts messages into each ticket. They are there when nothing is [#outstanding].
  void preload() {
    enter(loops.preloading(chat));
  }

  /// Everyone begins to do what the scenario says.
  void begin() {
    enter(
        switch (scenario) {
          case CONNECT -> new Loop.Idle();
          case CHAT, UPLOAD -> loops.of(chat);
          case HISTORY -> loops.of(history);
        });
  }

  void openWindow() {
    shared.tally().openWindow(shared.now());
  }

  /// What was due in the window has begun when it closes; nothing begins after.
  void closeWindow() {
    loop.stop();
    shared.tally().closeWindow(shared.now());
  }

  /// Done when nothing is to come any more.
  CompletableFuture<Boolean> outstanding() {
    return outstanding.none();
  }

  /// Messages or requests answered so far.
  long answered() {
    return shared.tally().totals().allOwn();
  }

  int ready() {
    return ready;
  }

  /// Ends all connections.
  Outcome end() {
    var outcome = outcome();
    connections.forEach(Connection::leave);
    return outcome;
  }

  private void enter(Loop next) {
    loop.stop();
    loop = next;
    loop.start();
  }

  private Outcome outcome() {
    var tally = shared.tally();
    long lost = 0;
    long unseen = 0;
    if (scenario.sendsMessages()) {
      for (var room : rooms) {
        for (var member : room.members()) {
          lost += member.lost();
          unseen += Math.max(0, room.sent() - member.received());
          tally.faults().count(Fault.GAP_OR_DUP, member.received() - room.sent());
        }
      }
    }
    return tally.outcome(new Outcome.Ending(failed, ready, lost, unseen));
  }

  // --- connections

  private void open(Member member) {
    var connection = new Connection(member, shared, this);
    connections.add(connection);
    sockets.open(connection, member.index());
  }

  @Override
  public void onReady(Member member, Connection connection) {
    member.enter(connection);
    ready++;
    opener.onDecided();
  }

  @Override
  public void onEnded(Member member) {
    if (member.present()) {
      ready--;
      member.leave();
      chat.onGone(member);
      history.onGone(member);
    } else {
      failed++;
      opener.onDecided();
    }
  }

  @Override
  public void onEvent(Member member, ServerEvent event, byte[] bytes, int from, int to) {
    switch (event) {
      case NEW_MESSAGE -> chat.onMessage(member, bytes, from, to);
      case SEND_MESSAGE_ERROR -> chat.onRefused(member, bytes, from, to);
      case MESSAGES_LOADED -> history.onLoaded(member, bytes, from, to);
      case MESSAGES_ERROR -> history.onRefused(member, bytes, from, to);
      case AUTHENTICATED, AUTHENTICATION_ERROR, JOINED_TICKET, JOIN_TICKET_ERROR, OTHER ->
          shared.tally().faults().count(Fault.OTHER, 1);
    }
  }

  private void onAnswered(Member member) {
    loop.onAnswered(member);
  }
}
