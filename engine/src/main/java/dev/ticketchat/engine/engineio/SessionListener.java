package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.large.LargeMessage;

/// Receives what happens to one session, in order, on the session's event loop: it must not block.
public interface SessionListener {

  /// A message came.
  void onMessage(Message message);

  /// A message begins of more than [LargeMessage#THRESHOLD] bytes. Unless told otherwise it is
  /// collected, and comes as any other.
  default LargeMessage onLargeMessage(LargeMessage.Kind kind) {
    return new CollectedMessage(kind, this);
  }

  /// The peer has taken so much that it keeps up again: see [Session#keepsUp].
  default void onCaughtUp() {}

  /// The session ended. Called once, last.
  void onClose(CloseReason reason);
}
