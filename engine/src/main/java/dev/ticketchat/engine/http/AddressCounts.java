package dev.ticketchat.engine.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;

/// How many of something each address has. Any thread.
public final class AddressCounts {
  private static final int NETWORK_BYTES = 8;

  private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();

  /// What counts as one address: an IPv4 address, or the 64 bits of an IPv6 address that its owner
  /// cannot choose.
  public static String key(InetSocketAddress client) {
    InetAddress address = client.getAddress();
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)) + "/64"
        : address.getHostAddress();
  }

  public int of(InetSocketAddress client) {
    return counts.getOrDefault(key(client), 0);
  }

  /// Counts one more.
  ///
  /// @return how many there are now
  public int add(InetSocketAddress client) {
    return counts.merge(key(client), 1, Integer::sum);
  }

  public void remove(InetSocketAddress client) {
    counts.computeIfPresent(key(client), (_, count) -> count == 1 ? null : count - 1);
  }
}
