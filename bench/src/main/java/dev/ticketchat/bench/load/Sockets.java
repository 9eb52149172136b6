package dev.ticketchat.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;

/// Opens the sockets of one event loop.
final class Sockets {
  private static final int READ = 32 * 1024;

  private final Bootstrap bootstrap;
  private final InetSocketAddress server;
  private final SourceAddresses sources;

  Sockets(EventLoop loop, LoadPlan.Connecting connecting) {
    server = connecting.server();
    sources = connecting.sources();
    bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(EpollSocketChannel::new)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ))
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_LINGER, 0) // closed with a reset, which leaves the port free
            .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
  }

  void open(Connection connection, int number) {
    var own = bootstrap.clone().handler(connection);
    sources
        .of(number)
        .map(source -> own.connect(server, source))
        .orElseGet(() -> own.connect(server))
        .addListener((ChannelFuture connected) -> {
          if (!connected.isSuccess()) {
            connection.onNotConnected(connected.cause());
          }
        });
  }
}
