package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.http.Request;
import dev.ticketchat.engine.large.LargeMessage;
import dev.ticketchat.engine.loop.Deadline;
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
  private static final AtomicReferenceFieldUpdater<EngineSession, @Nullable CloseReason> CLOSING =
      AtomicReferenceFieldUpdater.newUpdater(EngineSession.class, CloseReason.class, "closing");

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
      // A peer that is not read cannot answer in time; but it counts on being asked again.
      (paused ? lane.pings() : lane.pongs()).arm(this);
    }
    link.acceptingChanged();
  }

  // --- heartbeat

  @Override
  protected void expired() {
    if (awaitingPong && !paused) {
      end(CloseReason.PING_TIMEOUT);
      return;
    }
    awaitingPong = true;
    (paused ? lane.pings() : lane.pongs()).armFrom(due(), this);
    link.write(Encoded.PING);
    link.flush();
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
    }
  }

  private boolean tooMuchUnsent() {
    return queued + link.unsent() > sessions.config().maxUnsentBytes();
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
    sessions.ended();
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

  private static final class Sending extends Outbox.Order {
    private final Encoded messages;

    Sending(EngineSession session, Encoded messages) {
      super(session);
      this.messages = messages;
    }

    @Override
    void carryOut(EngineSession session) {
      QUEUED.addAndGet(session, -messages.size());
      if (!session.ended && session.closing != CloseReason.SLOW_CONSUMER) {
        session.link.write(messages);
      }
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
