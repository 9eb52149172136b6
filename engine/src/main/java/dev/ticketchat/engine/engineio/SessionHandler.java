package dev.ticketchat.engine.engineio;

/// Takes new sessions.
@FunctionalInterface
public interface SessionHandler {

  /// A session opened; its handshake is already on the way. Called on the session's event loop: it
  /// must not block.
  SessionListener onOpen(Session session);
}
