package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.http.Request;
import dev.ticketchat.engine.large.LargeMessage;
import dev.ticketchat.engine.loop.Deadline;
import dev.ticketchat.engine.loop.Deadlines;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A session: who listens, what carries it, its heartbeat and its end. Confined to the event loop
/// of its [Lane]; the methods of [Session] are for any thread.
///
/// As a [Deadline] it waits for its next ping, or for the pong to the last one.
final class EngineSession extends Deadline implements Session, WebSocketLink.Owner {
  private static final Logger log = LoggerFactory.getLogger(EngineSession.class);
  private static final AtomicIntegerFieldUpdater<EngineSession> QUEUED =
      AtomicIntegerFieldUpdater.newUpdater(EngineSession.class, "queued");
  private static final AtomicIntegerFieldUpdater<EngineSession> REPLIES =
      AtomicIntegerFieldUpdater.newUpdater(EngineSession.class, "replies");
  private static final AtomicReferenceFieldUpdater<EngineSession, @Nullable CloseReason> CLOSING =
      AtomicReferenceFieldUpdater.newUpdater(EngineSession.class, CloseReason.class, "closing");

  /// Bytes that a peer must take from one beat of its heart to the next while it does not keep up.
  /// Then they are its sign of life: the ping is behind all that it has not read.
  private static final int SLOWEST_PEER = 8 * 1024;

  private final String sid;
  private final Request handshake;
  private final Lane lane;
  private final Sessions sessions;

  @SuppressWarnings("NullAway.Init") // set by open, before anyone else sees the session
  private volatile Link link;

  private @Nullable Upgrade upgrade;
  private @Nullable SessionListener listener;

  /// Bytes in the outbox.
  private volatile int queued;

  /// Bytes of replies that have not left, in the outbox or the link.
  private volatile int replies;

  /// Somebody waits until the peer keeps up.
  private volatile boolean awaited;

  /// Whether it was behind at the last beat, and what the link had taken then.
  private boolean wasBehind;

  private long taken;

  /// Why it is to end, from the moment that anyone wants it to.
  private volatile @Nullable CloseReason closing;

  private volatile boolean paused;
  private boolean awaitingPong;
  private boolean touched;
  private boolean ended;

  EngineSession(String sid, Request handshake, Lane lane, Sessions sessions) {
    this.sid = sid;
    this.handshake = handshake;
    this.lane = lane;
    this.sessions = sessions;
  }

  @Override
  public String sid() {
    return sid;
  }

  @Override
  public Request handshake() {
    return handshake;
  }

  @Override
  public Transport transport() {
    return link.transport();
  }

  @Override
  public void send(Encoded messages) {
    if (closing != null) {
      return;
    }
    QUEUED.addAndGet(this, messages.size());
    if (tooMuchUnsent()) {
      close(CloseReason.SLOW_CONSUMER);
    } else {
      lane.outbox().add(new Sending(this, messages));
    }
  }

  @Override
  public void reply(Encoded messages) {
    if (closing == null) {
      countReplies(messages.size());
      QUEUED.addAndGet(this, messages.size());
      lane.outbox().add(new Replying(this, messages));
    }
  }

  private void countReplies(int bytes) {
    REPLIES.addAndGet(this, bytes);
    sessions.countReplies(bytes);
  }

  int unsentReplies() {
    return replies;
  }

  boolean isClosing() {
    return closing != null;
  }

  @Override
  public boolean keepsUp() {
    if (isBehind()) {
      awaited = true;
      return !isBehind(); // looked at again: it may have caught up before it was awaited
    }
    return true;
  }

  @Override
  public boolean writable() {
    return closing == null && link.writable();
  }

  @Override
  public void pauseReading() {
    paused = true;
    if (lane.loop().inEventLoop()) {
      readingChanged();
    } else {
      lane.outbox().add(new ChangingReading(this));
    }
  }

  @Override
  public void resumeReading() {
    paused = false;
    lane.outbox().add(new ChangingReading(this)); // even on the loop: it may be within a message
  }

  @Override
  public void close(CloseReason reason) {
    if (CLOSING.compareAndSet(this, null, reason)) {
      lane.outbox().add(new Closing(this, reason));
    }
  }

  /// Takes no more messages. Completes when those that came are answered, or the session ends. Any
  /// thread.
  CompletableFuture<Void> drain() {
    var drained = new CompletableFuture<Void>();
    lane.outbox().add(new Draining(this, drained));
    return drained;
  }

  Lane lane() {
    return lane;
  }

  Link link() {
    return link;
  }

  // --- opening

  @Override
  public void onReady(WebSocketLink webSocket) {
    open(webSocket);
  }

  /// Says over its first link what the session is, and lets the application see it.
  void open(Link first) {
    link = first;
    sessions.add(this); // before the peer knows its sid: its next request may come on another loop
    lane.pings().arm(this); // before the peer can begin to count
    link.write(sessions.config().openPacket(sid, link.transport()));
    link.flush();
    try {
      listener = sessions.handler().onOpen(this);
    } catch (RuntimeException e) {
      log.error("opening a session failed", e);
      end(CloseReason.FORCED_CLOSE);
    }
  }

  // --- what comes in

  /// Whether the application wants messages now.
  @Override
  public boolean accepting() {
    return !paused && closing == null;
  }

  @Override
  public void onPacket(Packet packet) {
    switch (packet.type()) {
      case MESSAGE -> deliver(packet.data());
      case PONG -> pong();
      case CLOSE -> end(CloseReason.TRANSPORT_CLOSE);
      case PING -> end(CloseReason.TRANSPORT_ERROR); // only the server asks
      case OPEN, UPGRADE, NOOP -> {}
    }
  }

  private void deliver(Message message) {
    if (listener == null) {
      return;
    }
    try {
      listener.onMessage(message);
    } catch (RuntimeException e) {
      log.error("a session's listener failed", e);
      end(CloseReason.FORCED_CLOSE);
    }
  }

  @Override
  public LargeMessage onLarge(LargeMessage.Kind kind) {
    return listener == null ? LargeMessage.IGNORED : listener.onLargeMessage(kind);
  }

  private void readingChanged() {
    if (ended) {
      return;
    }
    if (awaitingPong) {
      nextBeat().arm(this);
    }
    link.acceptingChanged();
  }

  // --- heartbeat

  @Override
  protected void expired() {
    if (hasStalled()) {
      end(CloseReason.SLOW_CONSUMER);
    } else if (awaitingPong && !paused && !wasBehind) {
      end(CloseReason.PING_TIMEOUT);
    } else {
      awaitingPong = true;
      nextBeat().armFrom(due(), this);
      link.write(Encoded.PING);
      link.flush();
    }
  }

  /// Whether the peer has been behind since the last beat, and has taken next to nothing. Its pongs
  /// are no excuse: it need not read to send them.
  private boolean hasStalled() {
    boolean sinceLastBeat = wasBehind;
    long before = taken;
    wasBehind = isBehind();
    taken = link.taken();
    return sinceLastBeat && wasBehind && taken - before < SLOWEST_PEER;
  }

  /// How long the pong may take. A peer that is not read for our sake cannot answer in time; but it
  /// counts on being asked again.
  private Deadlines nextBeat() {
    return paused && !isBehind() ? lane.pings() : lane.pongs();
  }

  private void pong() {
    if (awaitingPong) {
      awaitingPong = false;
      lane.pings().arm(this);
    }
  }

  /// As good as a pong: a peer in the middle of a large frame cannot send one before the end, and
  /// gives up itself when it is not asked again in time.
  @Override
  public void onBytes() {
    pong();
  }

  // --- upgrade

  /// Whether that upgrade may begin: one at a time, from polling.
  boolean beginUpgrade(Upgrade attempt) {
    if (ended || upgrade != null || link.transport() != Transport.POLLING) {
      return false;
    }
    upgrade = attempt;
    return true;
  }

  void upgradeEnded() {
    upgrade = null;
  }

  void upgradedTo(WebSocketLink webSocket) {
    link = webSocket;
    if (paused) {
      lane.outbox().add(new ChangingReading(this)); // not now: this is within a frame
    }
  }

  // --- going out

  /// Whether this is the first time since the last flush.
  boolean touch() {
    boolean first = !touched;
    touched = true;
    return first;
  }

  void flush() {
    touched = false;
    if (!ended) {
      link.flush();
      if (tooMuchUnsent()) {
        close(
            CloseReason.SLOW_CONSUMER); // a sender may have missed what was just moving to the link
      }
      onTaken();
    }
  }

  @Override
  public void onTaken() {
    if (awaited && !ended && !isBehind()) {
      awaited = false;
      if (listener != null) {
        listener.onCaughtUp();
      }
    }
  }

  /// Of what was pushed. A reply may come or go while this looks, so that one of the two sums may
  /// miss it.
  private boolean tooMuchUnsent() {
    long excused = replies;
    long unsent = queued + link.unsent();
    return unsent - Math.max(excused, replies) > sessions.config().maxUnsentBytes();
  }

  /// What moves to the link is in neither sum for a moment; a reply is in the third one.
  private boolean isBehind() {
    return closing == null
        && Math.max(queued + link.unsent(), replies) > sessions.config().maxUnsentBytes();
  }

  // --- the end

  @Override
  public void onBroken(CloseReason reason) {
    end(reason);
  }

  /// The only place where a session ends, whatever the cause.
  void end(CloseReason reason) {
    if (ended) {
      return;
    }
    ended = true;
    CLOSING.compareAndSet(this, null, reason);
    cancel();
    if (upgrade != null) {
      upgrade.abandon();
    }
    sessions.ended(this);
    link.close(reason);
    try {
      if (listener != null) {
        listener.onClose(reason);
      }
    } catch (RuntimeException e) {
      log.error("a session's listener failed", e);
    }
  }

  /// Nothing is left of its link: the end of the end.
  @Override
  public void onGone() {
    sessions.gone(this);
  }

  private static sealed class Sending extends Outbox.Order {
    private final Encoded messages;

    Sending(EngineSession session, Encoded messages) {
      super(session);
      this.messages = messages;
    }

    @Override
    void carryOut(EngineSession session) {
      QUEUED.addAndGet(session, -messages.size());
      if (!session.ended && session.closing != CloseReason.SLOW_CONSUMER) {
        write(session.link, messages);
      } else {
        drop();
      }
    }

    void write(Link link, Encoded encoded) {
      link.write(encoded);
    }

    void drop() {}
  }

  private static final class Replying extends Sending {
    private final Runnable left;

    Replying(EngineSession session, Encoded messages) {
      super(session, messages);
      this.left = () -> session.countReplies(-messages.size());
    }

    @Override
    void drop() {
      left.run();
    }

    @Override
    void write(Link link, Encoded encoded) {
      link.write(encoded, left);
    }
  }

  private static final class Closing extends Outbox.Order {
    private final CloseReason reason;

    Closing(EngineSession session, CloseReason reason) {
      super(session);
      this.reason = reason;
    }

    @Override
    void carryOut(EngineSession session) {
      session.end(reason);
    }
  }

  private static final class Draining extends Outbox.Order {
    private final CompletableFuture<Void> drained;

    Draining(EngineSession session, CompletableFuture<Void> drained) {
      super(session);
      this.drained = drained;
    }

    @Override
    void carryOut(EngineSession session) {
      if (session.ended || session.listener == null) {
        drained.complete(null);
      } else {
        session.pauseReading();
        var _ = session.listener.drain().whenComplete((_, _) -> drained.complete(null));
      }
    }
  }

  private static final class ChangingReading extends Outbox.Order {
    ChangingReading(EngineSession session) {
      super(session);
    }

    @Override
    void carryOut(EngineSession session) {
      session.readingChanged();
    }
  }
}
