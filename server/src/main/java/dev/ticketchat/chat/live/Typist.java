package dev.ticketchat.chat.live;

import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.SocketId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/// A user who types or did so a moment ago. Times are those of [Timers#nanoTime]. Confined to its
/// ticket's lock.
final class Typist {
  private final Principal who;
  private final Map<SocketId, Long> typingUntil = new HashMap<>();
  private long pauseUntil;
  private boolean shown;
  private boolean waiting;
  private long checkAt;

  Typist(Principal who, long now) {
    this.who = who;
    this.pauseUntil = now;
  }

  Principal who() {
    return who;
  }

  void start(SocketId socket, long until) {
    typingUntil.put(socket, until);
  }

  void stop(SocketId socket) {
    typingUntil.remove(socket);
  }

  void stop() {
    typingUntil.clear();
  }

  boolean isTyping(long now) {
    typingUntil.values().removeIf(until -> until - now <= 0);
    return !typingUntil.isEmpty();
  }

  /// Whether the others were told that this user types, and not that it stopped.
  boolean isShown() {
    return shown;
  }

  void show(long pauseUntil) {
    this.shown = true;
    this.pauseUntil = pauseUntil;
  }

  void hide() {
    shown = false;
  }

  /// Whether it is too early to be shown again.
  boolean isPausing(long now) {
    return pauseUntil - now > 0;
  }

  /// When something changes by itself next.
  long nextChange() {
    return shown ? Collections.max(typingUntil.values()) : pauseUntil;
  }

  /// Whether a check at this time has to be arranged, since none is that comes as early.
  boolean waitFor(long time) {
    if (waiting && checkAt - time <= 0) {
      return false;
    }
    waiting = true;
    checkAt = time;
    return true;
  }

  /// Whether the check of this time is the one that is waited for, which it is but once.
  boolean isDue(long time) {
    if (!waiting || checkAt != time) {
      return false;
    }
    waiting = false;
    return true;
  }
}
