package dev.ticketchat.api.socket;

import dev.ticketchat.chat.identity.VerifiedToken;
import dev.ticketchat.chat.recovery.SavedSession;
import dev.ticketchat.engine.socketio.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/// One socket, who is at it, and until when. Attached to its [Socket]; used on the socket's virtual
/// thread alone, but for [#identity] and [#turnOut].
final class Visitor {
  private final Socket socket;
  private final Optional<VerifiedToken> brought;
  private final MailboxTimer deadline;
  private final MailboxTimer parkingTimer;
  private @Nullable SendLanes sends;
  private @Nullable SavedSession returning;
  private volatile Identity identity;
  private volatile boolean turnedOut;

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

  /// Who is at that socket.
  static Visitor at(Socket socket) {
    return socket.attachment(Visitor.class).orElseThrow();
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

  /// Nothing more is done for who is here.
  void turnOut() {
    turnedOut = true;
  }

  boolean isTurnedOut() {
    return turnedOut;
  }

  /// Made when it is first needed: most sockets never send a file.
  SendLanes sends() {
    var lanes = sends == null ? new SendLanes(socket::runBeside) : sends;
    sends = lanes;
    return lanes;
  }

  /// The session that it is on its way back to: until it is there, that is where it stands.
  Optional<SavedSession> returning() {
    return Optional.ofNullable(returning);
  }

  void returning(Optional<SavedSession> session) {
    returning = session.orElse(null);
  }

  MailboxTimer parkingTimer() {
    return parkingTimer;
  }

  void gone() {
    deadline.cancel();
    parkingTimer.cancel();
  }
}
