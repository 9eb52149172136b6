package dev.ticketchat.engine.engineio;

/// Why a session ended, in the words of the reference implementation.
public enum CloseReason {
  /// The peer closed the transport, or said `close`.
  TRANSPORT_CLOSE("transport close"),
  /// The transport broke, or broke its rules: a frame over the limit, two polls at once, a request
  /// given up.
  TRANSPORT_ERROR("transport error"),
  /// No pong came in time.
  PING_TIMEOUT("ping timeout"),
  /// What came is no packet.
  PARSE_ERROR("parse error"),
  /// The application closed it.
  FORCED_CLOSE("forced close"),
  /// The server is going down; clients come back.
  SERVER_SHUTTING_DOWN("server shutting down"),
  /// The peer reads slower than it is written to, past the bound on unsent bytes.
  SLOW_CONSUMER("slow consumer");

  private final String words;

  CloseReason(String words) {
    this.words = words;
  }

  /// The text that listeners and logs see.
  public String words() {
    return words;
  }
}
