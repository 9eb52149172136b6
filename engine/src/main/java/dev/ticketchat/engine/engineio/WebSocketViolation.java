package dev.ticketchat.engine.engineio;

/// The peer broke the WebSocket protocol or a limit; ends the connection with a close code.
final class WebSocketViolation extends Exception {
  static final int NORMAL = 1000;
  static final int PROTOCOL_ERROR = 1002;
  static final int NOT_UTF8 = 1007;
  static final int POLICY = 1008;
  static final int TOO_BIG = 1009;

  private final int code;

  WebSocketViolation(int code, String why) {
    super(why, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }
}
