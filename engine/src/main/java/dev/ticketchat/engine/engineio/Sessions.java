package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.http.AddressCounts;
import dev.ticketchat.engine.http.Request;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// All sessions of an Engine.IO server, by their ids. Any thread.
final class Sessions {
  private static final int SID_BYTES = 18;

  private final EngineConfig config;
  private final SessionHandler handler;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, EngineSession> bySid = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AddressCounts addresses = new AddressCounts();
  private final AtomicLong unsentReplies = new AtomicLong();
  private final CompletableFuture<Void> allGone = new CompletableFuture<>();
  private volatile boolean closing;

  Sessions(EngineConfig config, SessionHandler handler) {
    this.config = config;
    this.handler = handler;
  }

  EngineConfig config() {
    return config;
  }

  SessionHandler handler() {
    return handler;
  }

  EngineSession create(Request handshake, Lane lane) {
    byte[] bytes = new byte[SID_BYTES];
    random.nextBytes(bytes);
    var sid = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return new EngineSession(sid, handshake, lane, this);
  }

  /// Also one that has ended, until nothing is left of its link.
  Optional<EngineSession> find(String sid) {
    return Optional.ofNullable(bySid.get(sid));
  }

  /// Those that have opened and not ended.
  int count() {
    return open.get();
  }

  /// A session opens.
  void add(EngineSession session) {
    bySid.put(session.sid(), session);
    open.incrementAndGet();
    addresses.add(session.handshake().remote());
    if (closing) {
      session.close(CloseReason.SERVER_SHUTTING_DOWN);
    }
  }

  void ended(EngineSession session) {
    open.decrementAndGet();
    addresses.remove(session.handshake().remote());
  }

  /// Replies have been queued, or have left if there are less than nothing of them.
  void countReplies(int bytes) {
    if (unsentReplies.addAndGet(bytes) > config.sessions().unsentReplies() && bytes > 0) {
      makeRoom();
    }
  }

  /// Rare, and the only place that looks at all sessions: one that is closing gives back what it
  /// has in a moment, so that the others decide.
  private void makeRoom() {
    var open = bySid.values().stream().filter(session -> !session.isClosing()).toList();
    if (open.stream().mapToLong(EngineSession::unsentReplies).sum()
        > config.sessions().unsentReplies()) {
      open.stream()
          .max(Comparator.comparingInt(EngineSession::unsentReplies))
          .ifPresent(session -> session.close(CloseReason.SLOW_CONSUMER));
    }
  }

  /// Whether there are so many that no more may open.
  boolean areFull() {
    return open.get() >= config.sessions().inAll();
  }

  /// The same for the address that a request comes from.
  boolean areFullFor(Request request) {
    return addresses.of(request.remote()) >= config.sessions().perAddress();
  }

  void gone(EngineSession session) {
    bySid.remove(session.sid());
    completeIfAllGone();
  }

  /// Takes no more messages from any. Completes when what came is answered.
  CompletableFuture<Void> drain() {
    return CompletableFuture.allOf(
        bySid.values().stream().map(EngineSession::drain).toArray(CompletableFuture[]::new));
  }

  /// Closes all, and any that still opens. Completes when nothing is left of them.
  CompletableFuture<Void> close() {
    closing = true;
    bySid.values().forEach(session -> session.close(CloseReason.SERVER_SHUTTING_DOWN));
    completeIfAllGone();
    return allGone;
  }

  private void completeIfAllGone() {
    if (closing && bySid.isEmpty()) {
      allGone.complete(null);
    }
  }
}
