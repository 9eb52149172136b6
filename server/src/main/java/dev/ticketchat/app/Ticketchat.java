package dev.ticketchat.app;

import dev.ticketchat.api.http.SafeHeaders;
import dev.ticketchat.api.http.StatusRoutes;
import dev.ticketchat.chat.limits.RateLimiter;
import dev.ticketchat.engine.http.HttpConfig;
import dev.ticketchat.engine.http.HttpServer;
import dev.ticketchat.engine.http.Mount;
import dev.ticketchat.infra.Unusable;
import dev.ticketchat.infra.limits.BucketRateLimiter;
import dev.ticketchat.infra.limits.NoRateLimit;
import dev.ticketchat.infra.metrics.Metrics;
import dev.ticketchat.infra.sql.SqlStores;
import dev.ticketchat.infra.sql.SqliteDatabase;
import dev.ticketchat.infra.tokens.JwtVerifier;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// The whole server in one object: made of plain constructors, started by [#start], ended by
/// [#close]. Several may live in one JVM, each on its own port and folder. Safe from any thread.
public final class Ticketchat implements AutoCloseable {
  /// How long running requests may take to finish at the end.
  private static final Duration GRACE = Duration.ofSeconds(5);

  /// Half of a request that does not come within this is dropped.
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /// Polling takes two connections of a session at a time.
  private static final int CONNECTIONS_OF_A_SESSION = 2;

  private final ServerConfig config;
  private final Parts parts;
  private final HttpServer http;
  private final AtomicBoolean serving;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Ticketchat(ServerConfig config, Parts parts, HttpServer http, AtomicBoolean serving) {
    this.config = config;
    this.parts = parts;
    this.http = http;
    this.serving = serving;
  }

  /// Builds everything and opens the port last. What was opened is closed again when it throws.
  ///
  /// @throws Unusable when this machine does not allow what the config says
  public static Ticketchat start(ServerConfig config, InstantSource clock) {
    var parts = new Parts();
    try {
      return start(config, clock, parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static Ticketchat start(ServerConfig config, InstantSource clock, Parts parts) {
    var verifier = new JwtVerifier(config.tokens(), clock);
    var metrics = parts.add(new Metrics());
    var stores = parts.add(new SqlStores(SqliteDatabase.open(config.dataDir()), clock, metrics));
    var clocks = parts.add(Clocks.of(clock));
    var limiter = limiter(config);
    var url = new CompletableFuture<URI>();
    var files = FileParts.open(config, stores.files(), limiter, metrics, clocks, url::join, parts);
    var assembly = new Assembly(stores, files, limiter, verifier, clocks);

    var serving = new AtomicBoolean(true);
    var status = new StatusRoutes(() -> serving.get() && stores.answers(), metrics::scrape);
    var mounts = new ArrayList<Mount>(status.routes());
    mounts.addAll(assembly.mounts(config, url::join, metrics));
    var http = listen(config, mounts);
    url.complete(config.publicUrl(http.address().getPort()));
    return new Ticketchat(config, parts, http, serving);
  }

  /// Where it listens, with the real port.
  public InetSocketAddress address() {
    return http.address();
  }

  /// Where browsers reach it.
  public URI url() {
    return config.publicUrl(address().getPort());
  }

  /// Blocks until the server is closed.
  public void awaitClosed() throws InterruptedException {
    closed.await();
  }

  /// Says that it is not ready, takes no new sessions, answers what came, closes transports (so
  /// that clients come back, to whoever serves next), then the port and the store. Every wait is
  /// bounded. Closing twice is closing once.
  @Override
  public void close() {
    if (serving.compareAndSet(true, false)) {
      http.close(GRACE);
      parts.close();
      closed.countDown();
    }
  }

  private static RateLimiter limiter(ServerConfig config) {
    return config.rateLimit()
        ? new BucketRateLimiter(config.limits().rates(), System::nanoTime)
        : new NoRateLimit();
  }

  private static HttpServer listen(ServerConfig config, List<Mount> mounts) {
    var http =
        new HttpConfig(
            config.host(),
            config.port(),
            0,
            REQUEST_TIMEOUT,
            OpenFiles.maxConnections(),
            Math.clamp(
                (long) CONNECTIONS_OF_A_SESSION * config.connectionsPerAddress(),
                1,
                Integer.MAX_VALUE),
            config.limits().proxies(),
            config.cors(),
            SafeHeaders.at(config.publicUrl(config.port())));
    try {
      return HttpServer.start(http, mounts);
    } catch (IOException e) {
      throw ListenFailure.of(config, e);
    }
  }
}
