package dev.ticketchat.engine.engineio;

/// What carries a session: polling requests, or a WebSocket. Confined to the session's event loop
/// but for the two questions that say otherwise.
sealed interface Link permits PollingLink, WebSocketLink {

  Session.Transport transport();

  /// Queues for the next flush.
  void write(Encoded encoded);

  /// The same for a reply.
  ///
  /// @param left run when the peer has it, as far as can be seen from here, or never will
  void write(Encoded encoded, Runnable left);

  /// Lets go what is queued, as far as the peer takes it.
  void flush();

  /// Bytes written that have not left. Any thread.
  long unsent();

  /// Bytes that have left so far.
  long taken();

  /// Whether what is written now would leave at once. Any thread.
  boolean writable();

  /// The session has begun to accept messages again, or stopped: [EngineSession#accepting].
  void acceptingChanged();

  /// Ends it, saying goodbye as the reason asks for. What was written before still leaves if the
  /// peer takes it soon; after [CloseReason#SLOW_CONSUMER] it is dropped. Calls
  /// [EngineSession#onGone] when nothing is left.
  void close(CloseReason reason);
}
