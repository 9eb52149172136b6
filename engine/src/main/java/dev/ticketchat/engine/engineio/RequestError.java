package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.http.Response;
import java.nio.charset.StandardCharsets;

/// Why an Engine.IO request is refused, with the codes and words of the reference implementation;
/// the last is our own.
enum RequestError {
  UNKNOWN_TRANSPORT(0, 400, "Transport unknown"),
  UNKNOWN_SID(1, 400, "Session ID unknown"),
  BAD_HANDSHAKE_METHOD(2, 400, "Bad handshake method"),
  BAD_REQUEST(3, 400, "Bad request"),
  FORBIDDEN(4, 403, "Forbidden"),
  UNSUPPORTED_PROTOCOL_VERSION(5, 400, "Unsupported protocol version"),
  TOO_MANY_SESSIONS(6, 429, "Too many connections from this address");

  private final int code;
  private final int status;
  private final String message;

  RequestError(int code, int status, String message) {
    this.code = code;
    this.status = status;
    this.message = message;
  }

  /// The answer to a polling request.
  Response response() {
    var json = "{\"code\":%d,\"message\":\"%s\"}".formatted(code, message);
    return Response.of(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /// The answer to a WebSocket handshake: plain text, and the connection ends.
  Response handshakeResponse() {
    return Response.of(status, "text/html", message.getBytes(StandardCharsets.UTF_8))
        .with("connection", "close");
  }
}
