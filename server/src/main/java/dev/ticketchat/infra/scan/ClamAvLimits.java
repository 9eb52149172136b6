package dev.ticketchat.infra.scan;

import java.time.Duration;

/// What a scan by ClamAV may cost.
///
/// @param connections to clamd at the same time, and so scans; best at most clamd's `MaxThreads`
/// @param turn how long a scan may wait for one of them
/// @param connect how long looking up the name and connecting may take
/// @param silence how long clamd may neither take nor give a byte
/// @param total how long all of a scan may take, with all of the above
/// @param maxBytes files that are larger are refused; at most clamd's `StreamMaxLength`
public record ClamAvLimits(
    int connections,
    Duration turn,
    Duration connect,
    Duration silence,
    Duration total,
    long maxBytes) {

  public ClamAvLimits {
    if (connections < 1) {
      throw new IllegalArgumentException("at least one connection is needed");
    }
  }

  /// Ends in time for a request that is answered within 10 s.
  ///
  /// @param maxBytes of the largest file that is taken
  public static ClamAvLimits standard(long maxBytes) {
    return new ClamAvLimits(
        4,
        Duration.ofSeconds(4),
        Duration.ofSeconds(2),
        Duration.ofSeconds(6),
        Duration.ofSeconds(8),
        maxBytes);
  }
}
