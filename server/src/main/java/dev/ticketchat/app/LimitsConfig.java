package dev.ticketchat.app;

import dev.ticketchat.engine.http.TrustedProxies;
import dev.ticketchat.infra.limits.Rates;
import java.time.Duration;

/// How much one user, one address and one connection may have. Immutable.
///
/// @param rates how often, or how many bytes
/// @param connectionsPerUser that are signed in
/// @param connectionsPerAddress sessions of one address; IPv6 by /64
/// @param unsentBytes that may be pushed to a client that does not read
/// @param signInTime how long a connection may stay without a user
/// @param waitingBytes of all events that wait for a user together
/// @param proxies whom to believe where a request comes from
public record LimitsConfig(
    Rates rates,
    int connectionsPerUser,
    int connectionsPerAddress,
    int unsentBytes,
    Duration signInTime,
    long waitingBytes,
    TrustedProxies proxies) {

  /// What holds where nothing is set.
  public static LimitsConfig standard() {
    return new LimitsConfig(
        Rates.STANDARD,
        100,
        1_000,
        1 << 20,
        Duration.ofSeconds(60),
        128 << 20,
        TrustedProxies.NONE);
  }
}
