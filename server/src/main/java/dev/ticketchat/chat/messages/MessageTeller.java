package dev.ticketchat.chat.messages;

import dev.ticketchat.chat.identity.SocketId;
import java.util.Optional;

/// Tells stored messages to those who are in the ticket.
public interface MessageTeller {

  /// Tells a stored message. Called for every message once it is stored, one after the other in the
  /// order of the log. Returns at once, and never throws for what happens at a socket.
  ///
  /// @param origin the sending socket, which is told too where it is not in the ticket
  void tell(Message message, Optional<SocketId> origin);
}
