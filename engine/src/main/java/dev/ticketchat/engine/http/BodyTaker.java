package dev.ticketchat.engine.http;

/// Takes the body of one request as it arrives. Called on the connection's event loop.
@FunctionalInterface
public interface BodyTaker {

  /// The next bytes of the body, now the taker's own.
  ///
  /// @param taken to be run once, from any thread, when more may come; until then the connection is
  ///   not read
  void take(byte[] bytes, Runnable taken);
}
