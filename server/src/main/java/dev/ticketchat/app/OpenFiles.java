package dev.ticketchat.app;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// How many connections this process can hold: each is an open file.
final class OpenFiles {
  private static final int MOST_CONNECTIONS = 100_000;

  /// For jars, the database and what else is not a connection.
  private static final int KEPT_FREE = 256;

  private OpenFiles() {}

  /// Below the limit of the operating system, where it tells one: past it, even the database could
  /// not open its files.
  static int maxConnections() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      return Math.clamp(system.getMaxFileDescriptorCount() - KEPT_FREE, 1, MOST_CONNECTIONS);
    }
    return MOST_CONNECTIONS;
  }
}
