package dev.ticketchat.engine.engineio;

/// Receives what happens to one session, in order, on the session's event loop: it must not block.
public interface SessionListener {

  /// A message came.
  void onMessage(Message message);

  /// The session ended. Called once, last.
  void onClose(CloseReason reason);
}
