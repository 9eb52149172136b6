package dev.ticketchat.engine.socketio;

/// Asked in order before a socket is connected to a namespace. Runs on the socket's virtual thread
/// and may block.
@FunctionalInterface
public interface Middleware {

  /// Returns to let the socket go on to the next check, and at last to connect.
  ///
  /// @throws ConnectRefused to refuse: the client gets `connect_error`
  void check(Socket socket) throws ConnectRefused;
}
