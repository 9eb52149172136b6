package dev.ticketchat.engine.http;

import java.util.Set;

/// Which origins a browser may use the server from.
public sealed interface Cors {

  /// No header is sent; only pages of the same origin can read.
  record SameOrigin() implements Cors {}

  /// Any origin, never with credentials.
  record AnyOrigin() implements Cors {}

  /// These origins. A WebSocket handshake with another `Origin` header is refused.
  record Origins(Set<String> allowed) implements Cors {
    public Origins {
      allowed = Set.copyOf(allowed);
    }
  }
}
