package dev.ticketchat.engine.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A listening port and what is mounted on it. Any thread.
public final class HttpServer {
  private static final int BACKLOG = 1024;

  private final Channel listening;
  private final Loops loops;
  private final Port port;
  private final List<Mount> mounts;

  private HttpServer(Channel listening, Loops loops, Port port, List<Mount> mounts) {
    this.listening = listening;
    this.loops = loops;
    this.port = port;
    this.mounts = mounts;
  }

  /// Binds and starts to serve. Mounts are asked in the order given.
  ///
  /// @throws IOException if the address cannot be bound, with a message for people
  public static HttpServer start(HttpConfig config, List<? extends Mount> mounts)
      throws IOException {
    var loops = Loops.start(config.eventLoops());
    var port = new Port(config, new Router(mounts, config.cors()), loops);
    var bound =
        new ServerBootstrap()
            .group(loops.arriving())
            .channel(
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(port)
            .bind(new InetSocketAddress(config.host(), config.port()))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      loops.end();
      throw new IOException(
          "cannot listen on %s port %d: %s"
              .formatted(config.host(), config.port(), bound.cause().getMessage()),
          bound.cause());
    }
    return new HttpServer(bound.channel(), loops, port, List.copyOf(mounts));
  }

  /// Where it listens, with the real port.
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /// Stops accepting connections and Engine.IO handshakes; what is open goes on.
  public void stopAccepting() {
    mounts.forEach(Mount::stopAccepting);
    listening.close().awaitUninterruptibly();
  }

  /// Ends everything in order. No new sessions; what came over those that are open is answered, and
  /// they end with `server shutting down`. No new connections; running requests are answered. All
  /// of that takes `grace` at most. Returns when done; not to be called on an event loop.
  public void close(Duration grace) {
    long end = System.nanoTime() + grace.toNanos();
    mounts.forEach(Mount::stopAccepting);
    port.close();
    try {
      await(Mount::drain, grace.toNanos() / 2);
      listening.close().awaitUninterruptibly();
      await(Mount::close, end - System.nanoTime());
      port.inFlight().awaitNone(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      port.closeConnections();
      loops.end();
    }
  }

  private void await(Function<Mount, CompletableFuture<Void>> step, long nanos) {
    CompletableFuture.allOf(mounts.stream().map(step).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS)
        .join();
  }
}
