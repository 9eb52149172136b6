package dev.ticketchat.bench.floor;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.net.InetAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The floor as a process. It listens on the loopback interface alone.
@Command(
    name = "netty-floor",
    description = "A bare Netty server that passes messages on, and does nothing else.",
    mixinStandardHelpOptions = true)
public final class NettyFloor implements Callable<Integer> {
  private static final int BACKLOG = 1024;

  /// Bytes that a connection may leave unread before it is closed.
  private static final int MOST_UNSENT = 4 * 1024 * 1024;

  @Option(names = "--port", required = true, description = "Where to listen.")
  private int port;

  @Option(
      names = "--loops",
      defaultValue = "1",
      description = "Event loops (default: ${DEFAULT-VALUE}).")
  private int loops;

  @Option(names = "--stock", description = "Keep Netty's own HTTP and WebSocket handlers.")
  private boolean stock;

  private NettyFloor() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new NettyFloor()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    var bound =
        new ServerBootstrap()
            .group(new MultiThreadIoEventLoopGroup(loops, EpollIoHandler.newFactory()))
            .channel(EpollServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(MOST_UNSENT / 2, MOST_UNSENT))
            .childHandler(pipelines())
            .bind(InetAddress.getLoopbackAddress(), port)
            .await();
    if (!bound.isSuccess()) {
      System.err.printf("cannot listen on port %d: %s%n", port, bound.cause().getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    System.out.printf("listening on http://127.0.0.1:%d%n", port);
    bound.channel().closeFuture().await();
    return CommandLine.ExitCode.OK;
  }

  private ChannelInitializer<Channel> pipelines() {
    var floor = new Floor(loops);
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        if (stock) {
          StockLine.open(floor, channel);
        } else {
          channel.pipeline().addLast(new LeanHandshake(floor));
        }
      }
    };
  }
}
