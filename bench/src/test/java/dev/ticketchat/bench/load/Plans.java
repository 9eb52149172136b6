package dev.ticketchat.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// Plans for tests.
final class Plans {
  private static final SentFile FILE = new SentFile("photo.png", "image/png", 500_000);

  private Plans() {}

  /// Four users in two rooms.
  static LoadPlan of(Scenario scenario, List<Long> serverPids) {
    return new LoadPlan(
        new Crowd(4, 2, 0),
        new LoadPlan.Connecting(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
            0,
            10,
            1,
            SourceAddresses.systems()),
        new LoadPlan.Identity("s", new Template("{}"), new Template("{}"), TicketName.of("t<T>")),
        new LoadPlan.Traffic(scenario, 2, 1, 0, 0, 100, FILE, 0, true),
        new LoadPlan.Timing(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
        new LoadPlan.Reporting(serverPids, "a \"label\"", true));
  }
}
