package dev.ticketchat.bench.process;

import java.time.Duration;

/// A server that runs, on a port of its own. Closing it ends it and waits for that.
public final class Server implements AutoCloseable {
  private final Peer peer;
  private final Child child;
  private final int port;
  private final Duration startTime;

  Server(Peer peer, Child child, int port, Duration startTime) {
    this.peer = peer;
    this.child = child;
    this.port = port;
    this.startTime = startTime;
  }

  public Peer peer() {
    return peer;
  }

  public long pid() {
    return child.pid();
  }

  String url() {
    return "http://" + hostAndPort();
  }

  String hostAndPort() {
    return "127.0.0.1:" + port;
  }

  /// From before its process began until it was ready.
  public Duration startTime() {
    return startTime;
  }

  @Override
  public void close() {
    child.close();
  }
}
