package dev.ticketchat.engine.http;

import java.time.Duration;
import java.util.Map;

/// The settings of the port.
///
/// @param host the address to listen on
/// @param port 0 takes a free one
/// @param eventLoops threads that carry sessions; 0 for half as many as cores
/// @param requestTimeout how long a request's head may take to arrive, and each 8 KiB of its body,
///   and a third of how long an idle connection is kept
/// @param maxConnections beyond these, a new connection is closed at once
/// @param connectionsPerAddress the same for one address, unless it is a trusted proxy's
/// @param proxies whom to believe where a request comes from
/// @param cors for all routes
/// @param headers of every answer that does not say otherwise, refusals of the port's own included,
///   but not of 101 and 304; names in lower case
public record HttpConfig(
    String host,
    int port,
    int eventLoops,
    Duration requestTimeout,
    int maxConnections,
    int connectionsPerAddress,
    TrustedProxies proxies,
    Cors cors,
    Map<String, String> headers) {

  public HttpConfig {
    headers = Map.copyOf(headers);
  }

  /// Without a bound for one address, a proxy before it, and headers of its own.
  public HttpConfig(
      String host,
      int port,
      int eventLoops,
      Duration requestTimeout,
      int maxConnections,
      Cors cors) {
    this(
        host,
        port,
        eventLoops,
        requestTimeout,
        maxConnections,
        maxConnections,
        TrustedProxies.NONE,
        cors,
        Map.of());
  }
}
