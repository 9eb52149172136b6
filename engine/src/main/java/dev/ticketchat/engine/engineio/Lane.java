package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.loop.Deadlines;
import io.netty.channel.EventLoop;
import java.time.Duration;

/// What the sessions of one event loop share. All but the outbox is confined to that loop.
record Lane(
    EventLoop loop,
    Outbox outbox,
    Deadlines pings,
    Deadlines pongs,
    Deadlines upgrades,
    Deadlines drains,
    Deadlines crossings,
    Deadlines farewells) {

  /// Between the no-ops that drain the polls of a session that upgrades.
  private static final Duration DRAIN_INTERVAL = Duration.ofMillis(100);

  /// How long the last poll of a client that leaves may be overtaken by its goodbye: the two come
  /// on connections of their own.
  private static final Duration CROSSING = Duration.ofMillis(50);

  /// How long a peer may take to fetch what was queued when its session was closed.
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  static Lane on(EventLoop loop, EngineConfig config) {
    return new Lane(
        loop,
        new Outbox(loop),
        new Deadlines(loop, config.pingInterval()),
        new Deadlines(loop, config.pingTimeout()),
        new Deadlines(loop, config.upgradeTimeout()),
        new Deadlines(loop, DRAIN_INTERVAL),
        new Deadlines(loop, CROSSING),
        new Deadlines(loop, FAREWELL));
  }

  /// Carries out heartbeats that are due before anything else happens to a session: a timer may be
  /// later than a request.
  void catchUp() {
    pings.expireDue();
    pongs.expireDue();
  }

  void run(Runnable action) {
    if (loop.inEventLoop()) {
      action.run();
    } else if (!loop.isShuttingDown()) {
      loop.execute(action);
    }
  }
}
