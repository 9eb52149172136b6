package dev.ticketchat.engine.http;

import dev.ticketchat.engine.loop.Deadlines;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the connections of a port share, and how each is set up. Called on every event loop.
@SuppressWarnings("FutureReturnValueIgnored") // closing a channel has its own listener
final class Port extends ChannelInitializer<SocketChannel> {
  private static final int MAX_REQUEST_LINE = 8 * 1024;
  private static final int MAX_HEADERS = 16 * 1024;

  /// What is read at once comes in one piece.
  private static final int MAX_PIECE = 64 * 1024;

  /// A client's next request may be on its way just when its connection is closed for being idle,
  /// and fails then: so that is late.
  private static final int IDLE_TIMEOUTS = 3;

  private final Router router;
  private final Loops loops;
  private final Duration requestTimeout;
  private final int maxConnections;
  private final int connectionsPerAddress;
  private final TrustedProxies proxies;
  private final AddressCounts addresses = new AddressCounts();
  private final ResponseWriter writer;
  private final InFlight inFlight = new InFlight();
  private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
  private final Map<EventLoop, Deadlines> deadlines = new ConcurrentHashMap<>();
  private final Map<EventLoop, Deadlines> idleDeadlines = new ConcurrentHashMap<>();
  private volatile boolean closing;

  Port(HttpConfig config, Router router, Loops loops) {
    this.router = router;
    this.loops = loops;
    this.requestTimeout = config.requestTimeout();
    this.maxConnections = config.maxConnections();
    this.connectionsPerAddress = config.connectionsPerAddress();
    this.proxies = config.proxies();
    this.writer = new ResponseWriter(InstantSource.system(), config.headers());
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    connections.add(channel);
    channel.closeFuture().addListener(_ -> connections.remove(channel));
    if (connections.size() > maxConnections || hasTooMany(channel)) {
      channel.close();
      return;
    }
    channel.pipeline().addLast(new HttpRequestDecoder(limits()), new HttpConnection(this, channel));
  }

  /// Counts a connection for its address, until it closes. Those of a proxy are many people's.
  private boolean hasTooMany(SocketChannel channel) {
    var peer = channel.remoteAddress();
    if (peer == null || proxies.contains(peer.getAddress())) {
      return false;
    }
    channel.closeFuture().addListener(_ -> addresses.remove(peer));
    return addresses.add(peer) > connectionsPerAddress;
  }

  TrustedProxies proxies() {
    return proxies;
  }

  /// Where the next connection that stays may move to.
  EventLoop loopToStay() {
    return loops.staying().next();
  }

  Router router() {
    return router;
  }

  ResponseWriter writer() {
    return writer;
  }

  InFlight inFlight() {
    return inFlight;
  }

  Deadlines deadlines(EventLoop loop) {
    return deadlines.computeIfAbsent(loop, l -> new Deadlines(l, requestTimeout));
  }

  /// For connections between two requests.
  Deadlines idleDeadlines(EventLoop loop) {
    return idleDeadlines.computeIfAbsent(
        loop, l -> new Deadlines(l, requestTimeout.multipliedBy(IDLE_TIMEOUTS)));
  }

  /// From now on a connection ends with its next answer.
  void close() {
    closing = true;
  }

  /// Closes what is still open: an event loop that ends leaves its connections as they are.
  void closeConnections() {
    connections.forEach(Channel::close);
  }

  boolean closing() {
    return closing;
  }

  /// What a request may be, as far as parsing it goes.
  static HttpDecoderConfig limits() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(MAX_REQUEST_LINE)
        .setMaxHeaderSize(MAX_HEADERS)
        .setMaxChunkSize(MAX_PIECE)
        .setUseRfc9112TransferEncoding(true);
  }
}
