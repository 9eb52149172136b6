package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.engineio.Session.Transport;
import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.engine.http.Request;
import java.util.function.Predicate;

/// Checks requests in the order of the reference implementation, so that each mistake gets its
/// code.
final class Gate {
  private final Cors cors;
  private final Predicate<Request> admit;

  Gate(Cors cors, Predicate<Request> admit) {
    this.cors = cors;
    this.admit = admit;
  }

  /// What any request must have.
  Transport transportOf(Request request) throws RequestRefused {
    var transport =
        switch (request.parameter("transport").orElse("")) {
          case "polling" -> Transport.POLLING;
          case "websocket" -> Transport.WEBSOCKET;
          default -> throw new RequestRefused(RequestError.UNKNOWN_TRANSPORT);
        };
    var origin = request.header("origin").orElse("");
    require(origin.chars().allMatch(c -> c >= ' ' && c != 127), RequestError.BAD_REQUEST);
    if (WebSocketHandshake.isAskedFor(request) && cors instanceof Cors.Origins(var allowed)) {
      require(origin.isEmpty() || allowed.contains(origin), RequestError.FORBIDDEN);
    }
    return transport;
  }

  /// What a request without `sid` must have.
  void checkHandshake(Request request, Transport transport) throws RequestRefused {
    require(request.method().equals("GET"), RequestError.BAD_HANDSHAKE_METHOD);
    checkTransport(request, transport);
    require(admit.test(request), RequestError.FORBIDDEN);
    require(isProtocol4(request), RequestError.UNSUPPORTED_PROTOCOL_VERSION);
  }

  /// What a request with the `sid` of an open session must have.
  void checkContinuation(Request request, Transport transport) throws RequestRefused {
    require(isProtocol4(request), RequestError.BAD_REQUEST);
    checkTransport(request, transport);
  }

  /// A WebSocket needs the WebSocket handshake, and polling must not have it.
  private static void checkTransport(Request request, Transport transport) throws RequestRefused {
    boolean webSocket = WebSocketHandshake.isAskedFor(request);
    require(webSocket == (transport == Transport.WEBSOCKET), RequestError.BAD_REQUEST);
    require(!webSocket || WebSocketHandshake.isValid(request), RequestError.BAD_REQUEST);
  }

  private static boolean isProtocol4(Request request) {
    return request.parameter("EIO").filter("4"::equals).isPresent();
  }

  private static void require(boolean kept, RequestError otherwise) throws RequestRefused {
    if (!kept) {
      throw new RequestRefused(otherwise);
    }
  }
}
