package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.http.Cors;
import java.time.Duration;

/// The settings of Engine.IO.
///
/// @param path where it is mounted, with a slash at both ends
/// @param pingInterval from one pong to the next ping
/// @param pingTimeout how long a pong may take
/// @param upgradeTimeout how long a WebSocket that probes a polling session may take
/// @param maxPayload bytes of the largest message or polling body taken; told to the client
/// @param maxUnsentBytes bytes that may be pushed to a session and unsent before it is closed as a
///   slow consumer; at least 64 KiB
/// @param sessions how many there may be
/// @param cors who may read from other origins
public record EngineConfig(
    String path,
    Duration pingInterval,
    Duration pingTimeout,
    Duration upgradeTimeout,
    int maxPayload,
    int maxUnsentBytes,
    SessionLimits sessions,
    Cors cors) {
  private static final int SMALLEST_BOUND = 64 * 1024;

  /// With as many sessions as come.
  public EngineConfig(
      String path,
      Duration pingInterval,
      Duration pingTimeout,
      Duration upgradeTimeout,
      int maxPayload,
      int maxUnsentBytes,
      Cors cors) {
    this(
        path,
        pingInterval,
        pingTimeout,
        upgradeTimeout,
        maxPayload,
        maxUnsentBytes,
        SessionLimits.NONE,
        cors);
  }

  public EngineConfig {
    require(path.startsWith("/") && path.endsWith("/"), "path must have a slash at both ends");
    require(pingInterval.isPositive(), "pingInterval must be positive");
    require(pingTimeout.isPositive(), "pingTimeout must be positive");
    require(upgradeTimeout.isPositive(), "upgradeTimeout must be positive");
    require(maxPayload > 0, "maxPayload must be positive");
    require(maxUnsentBytes >= SMALLEST_BOUND, "maxUnsentBytes must be at least 64 KiB");
  }

  /// The values of the reference implementation, and a bound of 1 MiB on unsent bytes.
  public static EngineConfig defaults(String path) {
    return new EngineConfig(
        path,
        Duration.ofSeconds(25),
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        1_000_000,
        1024 * 1024,
        new Cors.SameOrigin());
  }

  /// What the server says first: the session's id, where it may upgrade to, and the limits.
  Encoded openPacket(String sid, Session.Transport transport) {
    var upgrades = transport == Session.Transport.POLLING ? "\"websocket\"" : "";
    return Encoded.control(
        Packet.Type.OPEN,
        """
        {"sid":"%s","upgrades":[%s],"pingInterval":%d,"pingTimeout":%d,"maxPayload":%d}\
        """
            .formatted(sid, upgrades, pingInterval.toMillis(), pingTimeout.toMillis(), maxPayload));
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
