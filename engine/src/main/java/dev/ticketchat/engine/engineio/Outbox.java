package dev.ticketchat.engine.engineio;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way into an event loop for what any thread wants of its sessions. Whoever adds to an
/// empty outbox wakes the loop; the loop then takes all there is, in the order it was added, and
/// flushes each session once. So a broadcast costs one wake-up and one system call per connection,
/// and what is sent from the loop itself keeps its place among the rest.
///
/// Bounded by the sessions: each may have so many unsent bytes.
final class Outbox {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  private final EventLoop loop;
  private final AtomicReference<@Nullable Order> newest = new AtomicReference<>();
  private final ArrayList<EngineSession> touched = new ArrayList<>();

  Outbox(EventLoop loop) {
    this.loop = loop;
  }

  /// Any thread.
  void add(Order order) {
    Order before;
    do {
      before = newest.get();
      order.next = before;
    } while (!newest.compareAndSet(before, order));
    if (before == null && !loop.isShuttingDown()) {
      loop.execute(this::drain);
    }
  }

  private void drain() {
    for (Order order = oldestFirst(newest.getAndSet(null)); order != null; order = order.next) {
      if (order.session.touch()) {
        touched.add(order.session);
      }
      carryOut(order);
    }
    touched.forEach(EngineSession::flush);
    touched.clear();
  }

  /// One session's failure must not cost the others their messages.
  private static void carryOut(Order order) {
    try {
      order.carryOut(order.session);
    } catch (RuntimeException | OutOfMemoryError e) {
      log.error("a session failed", e);
      order.session.end(CloseReason.TRANSPORT_ERROR);
    }
  }

  private static @Nullable Order oldestFirst(@Nullable Order newestFirst) {
    Order reversed = null;
    for (Order order = newestFirst; order != null; ) {
      Order next = order.next;
      order.next = reversed;
      reversed = order;
      order = next;
    }
    return reversed;
  }

  /// Something to do with a session on its event loop. A link of the queue itself.
  abstract static class Order {
    private final EngineSession session;
    private @Nullable Order next;

    Order(EngineSession session) {
      this.session = session;
    }

    abstract void carryOut(EngineSession session);
  }
}
