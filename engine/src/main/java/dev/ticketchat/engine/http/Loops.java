package dev.ticketchat.engine.http;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/// The event loops of a server. Connections arrive on some and speak HTTP there; one that stays, as
/// a WebSocket does, moves to another. So those who stay do not wait behind everybody who comes or
/// goes at once, and as few loops as can do it carry them: each more costs wake-ups.
///
/// @param arriving a quarter as many as cores
/// @param staying half as many as cores, if not as many as configured
record Loops(EventLoopGroup arriving, EventLoopGroup staying) {

  /// @param configured how many for those who stay; 0 for half as many as cores
  static Loops start(int configured) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Loops(
        group("arriving", Math.max(1, cores / 4)),
        group("event-loop", configured > 0 ? configured : Math.max(1, cores / 2)));
  }

  /// Returns when they have ended.
  void end() {
    var first = arriving.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    var second = staying.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    first.awaitUninterruptibly();
    second.awaitUninterruptibly();
  }

  private static EventLoopGroup group(String name, int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads,
        new DefaultThreadFactory(name),
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }
}
