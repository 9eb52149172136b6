package dev.ticketchat.bench.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A run in small, within this process: users sign in and send, so that the code is loaded and
/// compiled before a server waits for it. Without it, a new process has a fraction of its speed for
/// its first seconds, and the first users' sign-ins are slow for want of a client.
final class Rehearsal {
  private static final SentFile NO_FILE = new SentFile("none", "image/png", Picture.SMALLEST);
  private static final int USERS = 250;
  private static final int MESSAGES = 60;
  private static final int PAYLOAD = 200;
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private Rehearsal() {}

  /// Holds one.
  static Course hold() throws InterruptedException {
    var group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    try {
      var stage = open(group);
      var quiet = new PrintWriter(Writer.nullWriter());
      var course = new LoadRun(plan((InetSocketAddress) stage.localAddress()), quiet).run();
      stage.close().syncUninterruptibly();
      return course;
    } finally {
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  private static Channel open(MultiThreadIoEventLoopGroup group) {
    return new ServerBootstrap()
        .group(group)
        .channel(EpollServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Prompter());
              }
            })
        .bind(InetAddress.getLoopbackAddress(), 0)
        .syncUninterruptibly()
        .channel();
  }

  private static LoadPlan plan(InetSocketAddress stage) {
    var claims = new Template("{\"id\":\"u<N>\"}");
    return new LoadPlan(
        new Crowd(USERS, 1, 0),
        new LoadPlan.Connecting(stage, 0, USERS / 4, 1, SourceAddresses.systems()),
        new LoadPlan.Identity("rehearsal", claims, claims, TicketName.of("t<T>")),
        new LoadPlan.Traffic(Scenario.CHAT, 1, 1, 0, MESSAGES, PAYLOAD, NO_FILE, 0, false),
        new LoadPlan.Timing(Duration.ZERO, LONGEST, Duration.ZERO, LONGEST),
        new LoadPlan.Reporting(List.of(), "", true));
  }
}
