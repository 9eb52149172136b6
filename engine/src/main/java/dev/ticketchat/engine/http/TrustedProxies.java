package dev.ticketchat.engine.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Proxies whose word counts when they say for whom they speak. Only `X-Forwarded-For` is looked
/// at: a proxy that writes this header hands on the standard one, `Forwarded`, as a client made it
/// up.
///
/// @param networks where they are
public record TrustedProxies(List<Network> networks) {
  static final String HEADER = "x-forwarded-for";

  /// None: the peer is the client.
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  public TrustedProxies {
    networks = List.copyOf(networks);
  }

  boolean contains(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /// Who sent a request: the last address on its way that is no trusted proxy. Each proxy has put
  /// its peer at the end; what stands before may be made up.
  ///
  /// @param headers the values of [#HEADER] in their order
  InetSocketAddress client(InetSocketAddress peer, List<String> headers) {
    if (!contains(peer.getAddress())) {
      return peer;
    }
    var way =
        headers.stream().flatMap(value -> Arrays.stream(value.split(",", -1))).toList().reversed();
    var nearest = peer.getAddress();
    for (var step : way) {
      var before = address(step.strip());
      if (before.isEmpty()) {
        break; // the proxy could not tell: it is as far as we can see
      }
      nearest = before.get();
      if (!contains(nearest)) {
        break;
      }
    }
    return new InetSocketAddress(nearest, 0);
  }

  /// An address as proxies write it: some put a port behind it, or brackets around it.
  private static Optional<InetAddress> address(String text) {
    var bare = text;
    if (text.startsWith("[")) {
      bare = text.substring(1, Math.max(1, text.indexOf(']')));
    } else if (text.indexOf(':') == text.lastIndexOf(':')) {
      bare = text.split(":", 2)[0];
    }
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
