package dev.ticketchat.engine.socketio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A client that was here before and asks to go on where it stood. For [Recovery#recover] alone, on
/// the thread that it is called on.
public final class ReturningClient {
  /// How long what came from the old connection may take to be handled.
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

  private final Socket socket;
  private final String pid;
  private final String offset;

  private ReturningClient(Socket socket, String pid, String offset) {
    this.socket = socket;
    this.pid = pid;
    this.offset = offset;
  }

  /// Whoever gives a `pid` and an offset with CONNECT.
  static Optional<ReturningClient> at(Socket socket) {
    var pid = socket.auth().path("pid");
    var offset = socket.auth().path("offset");
    return pid.isString() && offset.isString()
        ? Optional.of(new ReturningClient(socket, pid.stringValue(), offset.stringValue()))
        : Optional.empty();
  }

  /// The socket that it has now.
  public Socket socket() {
    return socket;
  }

  /// As the client says; a secret.
  public String pid() {
    return pid;
  }

  /// As the client says: of the last recorded event that it got.
  public String offset() {
    return offset;
  }

  /// Gives the socket its old id and its `pid` back; [Socket#recovered] says so from here on. Then
  /// it may join rooms: what is sent to it waits until [Recovery#recover] has returned. For a state
  /// that the application knows by this very `pid`.
  ///
  /// @return false where the client is gone again: then its socket never was, no disconnect handler
  ///   will be called, and the state may be wanted once more
  public boolean resume() {
    return socket.resumeAs(pid);
  }

  /// Sends a recorded event that the client missed, before the answer to its CONNECT. In the order
  /// of the log, after [#resume].
  public void replay(long position, String event, @Nullable Object... args) {
    socket.replay(position, event, args);
  }

  /// The server may not have noticed yet that the client's old connection is gone, or an attempt to
  /// come back may still be under way. Until [#arrived], the next one will find this one.
  ///
  /// @return false where it does not end in time
  boolean endPredecessor() throws InterruptedException {
    var namespace = socket.namespace();
    var attempt = namespace.returning(pid, socket);
    var former = namespace.known(Socket.idOf(pid)).filter(this::isMine);
    return isGone(attempt) && isGone(former);
  }

  /// It is connected, or gone.
  void arrived() {
    socket.namespace().returned(pid, socket);
  }

  private boolean isGone(Optional<Socket> predecessor) throws InterruptedException {
    predecessor.ifPresent(before -> before.giveWayTo(socket));
    return predecessor.isEmpty() || predecessor.get().awaitGone(LONGEST_GOODBYE);
  }

  private boolean isMine(Socket other) {
    return MessageDigest.isEqual(
        other.pid().getBytes(StandardCharsets.UTF_8), pid.getBytes(StandardCharsets.UTF_8));
  }
}
