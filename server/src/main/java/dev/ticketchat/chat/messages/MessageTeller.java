package dev.ticketchat.chat.messages;

import dev.ticketchat.chat.identity.SocketId;
import java.util.Optional;

/// Tells stored messages to those who are in the ticket.
public interface MessageTeller {

  /// Whom a call of [#tell] reaches.
  enum Told {
    /// The room and the origin, each once: now, or as soon as those before it are told.
    NOW,
    /// Nobody: the room was told before, and the origin is in it.
    BEFORE,
    /// Not the origin: the room was told before or is told from the store, and the origin is not in
    /// it. The caller answers it.
    WITHOUT_ORIGIN
  }

  /// Tells a stored message, after those before it, each once. Never throws for what happens at a
  /// socket.
  ///
  /// @param origin the sending socket, which is told too where it is not in the ticket
  Told tell(Message message, Optional<SocketId> origin);
}
