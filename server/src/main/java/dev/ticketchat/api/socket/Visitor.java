package dev.ticketchat.api.socket;

import dev.ticketchat.chat.identity.VerifiedToken;
import dev.ticketchat.engine.socketio.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/// One socket, who is at it, and until when. Attached to its [Socket]; used on the socket's virtual
/// thread alone.
final class Visitor {
  private final Socket socket;
  private final Optional<VerifiedToken> brought;
  private final MailboxTimer deadline;
  private final MailboxTimer parkingTimer;
  private Identity identity;

  /// @param brought the token that came with the CONNECT and was found good
  Visitor(
      Socket socket,
      Identity.Anonymous identity,
      Optional<VerifiedToken> brought,
      ScheduledExecutorService scheduler) {
    this.socket = socket;
    this.identity = identity;
    this.brought = brought;
    this.deadline = new MailboxTimer(scheduler, socket);
    this.parkingTimer = new MailboxTimer(scheduler, socket);
  }

  Socket socket() {
    return socket;
  }

  Optional<VerifiedToken> brought() {
    return brought;
  }

  Identity identity() {
    return identity;
  }

  /// Somebody else, with no deadline.
  void become(Identity next) {
    deadline.cancel();
    identity = next;
  }

  /// What shall happen if this identity lasts so long.
  void after(Duration delay, Runnable task) {
    deadline.set(delay, task);
  }

  MailboxTimer parkingTimer() {
    return parkingTimer;
  }

  void gone() {
    deadline.cancel();
    parkingTimer.cancel();
  }
}
