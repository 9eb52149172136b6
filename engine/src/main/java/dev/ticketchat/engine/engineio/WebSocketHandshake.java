package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/// The opening handshake of WebSocket (RFC 6455, 4.2). Extensions and subprotocols are not taken.
final class WebSocketHandshake {
  private static final String VERSION = "13";

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_BYTES = 16;

  private WebSocketHandshake() {}

  /// Whether a request asks to leave HTTP for WebSocket.
  static boolean isAskedFor(Request request) {
    return request.method().equals("GET")
        && request.header("upgrade").filter("websocket"::equalsIgnoreCase).isPresent()
        && Arrays.stream(request.header("connection").orElse("").split(","))
            .anyMatch(option -> option.strip().equalsIgnoreCase("upgrade"));
  }

  /// Whether it is asked for as RFC 6455 says.
  static boolean isValid(Request request) {
    return request.header("sec-websocket-version").filter(VERSION::equals).isPresent()
        && isKey(request.header("sec-websocket-key").orElse(""));
  }

  /// The headers of the 101 that accepts.
  static Map<String, String> accept(Request request) {
    return Map.of(
        "upgrade", "websocket",
        "connection", "Upgrade",
        "sec-websocket-accept", answerTo(request.header("sec-websocket-key").orElseThrow()));
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String answerTo(String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      var bytes = digest.digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-1", e);
    }
  }
}
