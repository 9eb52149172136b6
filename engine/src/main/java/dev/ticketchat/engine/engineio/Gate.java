package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.engineio.Session.Transport;
import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.engine.http.Request;
import java.util.List;
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
    checkOrigin(request.headers().getOrDefault("origin", List.of()));
    return transport;
  }

  /// A browser says which page asks, and a page cannot keep it from that. Who says nothing is no
  /// browser, and could say anything.
  private void checkOrigin(List<String> origins) throws RequestRefused {
    var readable = origins.stream().allMatch(o -> o.chars().allMatch(c -> c >= ' ' && c != 127));
    require(readable, RequestError.BAD_REQUEST);
    if (cors instanceof Cors.Origins(var allowed) && !origins.isEmpty()) {
      require(origins.size() == 1 && allowed.contains(origins.getFirst()), RequestError.FORBIDDEN);
    }
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
