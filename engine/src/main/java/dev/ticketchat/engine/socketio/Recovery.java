package dev.ticketchat.engine.socketio;

/// The application's side of connection state recovery (Socket.IO 4.6): it keeps where its sockets
/// stood, under their [Socket#pid], and has a log of what was said. So nothing is copied for a
/// client that is away, and one may come back after a restart, or to another server.
///
/// Where a namespace has a recovery, CONNECT tells each client a secret `pid`, and the client
/// remembers the offset of the last recorded event that it got: see [Socket#emitRecorded].
@FunctionalInterface
public interface Recovery {

  /// Called for a client that comes back, when all middleware has let it pass. Runs on the socket's
  /// virtual thread and may block. Either it resumes the client, has it join its rooms and replays
  /// what it missed, or it returns, and the client gets a new socket as any other. A state is to be
  /// handed out once.
  ///
  /// A socket of the same `pid` that was still there has ended by then, its disconnect handlers
  /// included.
  void recover(ReturningClient client);
}
