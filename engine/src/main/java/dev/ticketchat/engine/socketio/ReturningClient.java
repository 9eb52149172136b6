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
  public void resume() {
    socket.resumeAs(pid);
  }

  /// Sends a recorded event that the client missed, before the answer to its CONNECT. In the order
  /// of the log, after [#resume].
  public void replay(long position, String event, @Nullable Object... args) {
    socket.replay(position, event, args);
  }

  /// The server may not have noticed yet that the client's old connection is gone.
  ///
  /// @return false where its socket does not end in time
  boolean endPredecessor() throws InterruptedException {
    var before = socket.namespace().known(Socket.idOf(pid)).filter(this::isMine);
    before.ifPresent(predecessor -> predecessor.giveWayTo(socket));
    return before.isEmpty() || before.get().awaitGone(LONGEST_GOODBYE);
  }

  private boolean isMine(Socket other) {
    return MessageDigest.isEqual(
        other.pid().getBytes(StandardCharsets.UTF_8), pid.getBytes(StandardCharsets.UTF_8));
  }
}
