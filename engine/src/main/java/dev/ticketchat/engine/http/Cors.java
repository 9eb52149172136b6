package dev.ticketchat.engine.http;

import java.util.Set;

/// Which origins a browser may use the server from.
public sealed interface Cors {

  /// No header is sent; only pages of the same origin can read.
  record SameOrigin() implements Cors {}

  /// Any origin, never with credentials.
  record AnyOrigin() implements Cors {}

  /// These origins, compared to the letter. An Engine.IO request with another `Origin` header is
  /// refused, be it a WebSocket or a poll.
  record Origins(Set<String> allowed) implements Cors {
    public Origins {
      allowed = Set.copyOf(allowed);
    }
  }
}
