package dev.ticketchat.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The addresses that connections come from. One address has ports for some 28,000 connections to a
/// server; on the loopback there are more addresses.
record SourceAddresses(List<InetSocketAddress> addresses) {
  private static final int CONNECTIONS_OF_ONE = 10_000;
  private static final int OF_A_NET = 250;

  /// The one that the system chooses.
  static SourceAddresses systems() {
    return new SourceAddresses(List.of());
  }

  /// As many as are needed, where the server is on the loopback.
  static SourceAddresses enough(InetAddress server, int connections) {
    int wanted = Math.ceilDiv(connections, CONNECTIONS_OF_ONE);
    if (wanted == 1 || server.getAddress()[0] != 127) {
      return systems();
    }
    return new SourceAddresses(
        IntStream.range(0, wanted).mapToObj(SourceAddresses::loopback).toList());
  }

  Optional<InetSocketAddress> of(int connection) {
    return addresses.isEmpty()
        ? Optional.empty()
        : Optional.of(addresses.get(connection % addresses.size()));
  }

  private static InetSocketAddress loopback(int index) {
    var literal = "127.0.%d.%d".formatted(1 + index / OF_A_NET, 1 + index % OF_A_NET);
    return new InetSocketAddress(InetAddress.ofLiteral(literal), 0);
  }
}
