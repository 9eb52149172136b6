package dev.ticketchat.infra.scan;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Where clamd listens. The name is looked up for each connection, as what it stands for may move.
///
/// @param host a name or an address
public record ClamdAddress(String host, int port) {

  /// All addresses of the host.
  List<InetSocketAddress> lookUp(Deadline deadline) throws IOException {
    return Stream.of(allByName(deadline))
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /// A lookup knows no time limit and would hold a virtual thread's carrier: it gets a thread that
  /// may be left to itself.
  private InetAddress[] allByName(Deadline deadline) throws IOException {
    var lookup = new FutureTask<>(() -> InetAddress.getAllByName(host));
    Thread.ofPlatform().daemon().name("clamd-lookup").start(lookup);
    try {
      return lookup.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw new SocketTimeoutException("looking up the name took too long");
    } catch (ExecutionException e) {
      throw new IOException("unknown host", e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }
}
