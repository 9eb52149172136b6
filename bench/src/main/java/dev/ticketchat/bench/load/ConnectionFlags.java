package dev.ticketchat.bench.load;

import java.net.InetSocketAddress;
import picocli.CommandLine.Option;

/// Options: who connects, where to and how.
final class ConnectionFlags {
  private enum Sources {
    AUTO,
    NONE
  }

  @Option(names = "--url", paramLabel = "HOST:PORT", description = "The server.")
  private String url = "";

  @Option(names = "--conns", paramLabel = "N", description = "Connections. [${DEFAULT-VALUE}]")
  private int conns = 100;

  @Option(
      names = "--members",
      paramLabel = "K",
      description =
          "Members of a room: connection i is user BASE + i, in ticket (BASE + i) / K. [${DEFAULT-VALUE}]")
  private int members = 2;

  @Option(
      names = "--base",
      paramLabel = "B",
      description = "The first user's number, a multiple of K. [${DEFAULT-VALUE}]")
  private int base = 0;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Connects per second; 0: as fast as --inflight lets. [${DEFAULT-VALUE}]")
  private double rate = 0;

  @Option(
      names = "--inflight",
      paramLabel = "I",
      description = "Sign-ins under way at a time. [${DEFAULT-VALUE}]")
  private int inflight = 256;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Event loops, at most one for each room. [${DEFAULT-VALUE}]")
  private int threads = 1;

  @Option(
      names = "--src",
      paramLabel = "auto|none",
      description =
          "auto: over 10,000 connections to a server on 127.0.0.0/8 come from several addresses"
              + " there, so that there are ports enough. [auto]")
  private Sources sources = Sources.AUTO;

  Crowd crowd() {
    return new Crowd(conns, members, base);
  }

  LoadPlan.Connecting connecting() {
    var server = server();
    var from =
        sources == Sources.NONE || server.isUnresolved()
            ? SourceAddresses.systems()
            : SourceAddresses.enough(server.getAddress(), conns);
    return new LoadPlan.Connecting(server, rate, inflight, threads, from);
  }

  private InetSocketAddress server() {
    Require.that(url.matches("[^/:]+:\\d{1,5}"), "--url must be HOST:PORT.");
    int colon = url.indexOf(':');
    int port = Integer.parseInt(url.substring(colon + 1));
    Require.that(port > 0 && port <= 0xffff, "--url has no such port.");
    return new InetSocketAddress(url.substring(0, colon), port);
  }
}
