package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.large.LargeMessage;
import java.util.concurrent.CompletableFuture;

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

  /// The server is about to end, and no message comes any more. Completes when all that came has
  /// been handled and answered; the server does not wait for ever.
  default CompletableFuture<Void> drain() {
    return CompletableFuture.completedFuture(null);
  }

  /// The session ended. Called once, last.
  void onClose(CloseReason reason);
}
