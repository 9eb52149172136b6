package dev.ticketchat.infra.scan;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A bounded number of connections to clamd, each lent to one thread at a time. They are opened
/// when needed, and closed when something went wrong, or when they were idle for so long that clamd
/// would close them (its `CommandReadTimeout` is 30 s by default). Safe from any thread.
final class ClamdPool implements AutoCloseable {
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(20);

  private final ClamdAddress address;
  private final ClamAvLimits limits;
  private final LongSupplier nanoTime;
  private final Semaphore turns;
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  private record Idle(ClamdConnection connection, Deadline keptUntil) {}

  /// What is done with a connection, perhaps twice.
  @FunctionalInterface
  interface Exchange<T> {
    T with(ClamdConnection connection) throws IOException;
  }

  /// Every connection was in use for too long, or the pool is closed; says nothing about clamd.
  static final class NoTurn extends Exception {
    private static final long serialVersionUID = 1L;
  }

  ClamdPool(ClamdAddress address, ClamAvLimits limits, LongSupplier nanoTime) {
    this.address = address;
    this.limits = limits;
    this.nanoTime = nanoTime;
    turns = new Semaphore(limits.connections(), true);
  }

  /// Runs an exchange when there is a connection for it. Where one that had been idle turns out to
  /// be broken, it runs once more, on a new one.
  ///
  /// @throws IOException when clamd cannot be talked to, or not in time
  <T> T exchange(Exchange<T> exchange, Deadline deadline) throws IOException, NoTurn {
    awaitTurn(deadline.orIn(limits.turn()));
    try {
      return exchangeNow(exchange, deadline);
    } finally {
      turns.release();
    }
  }

  /// Closes what is idle now, and what is in use when it is given back.
  @Override
  public void close() {
    closed = true;
    closeIdle();
  }

  private void awaitTurn(Deadline deadline) throws NoTurn {
    try {
      if (closed || !turns.tryAcquire(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
        throw new NoTurn();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new NoTurn();
    }
  }

  private <T> T exchangeNow(Exchange<T> exchange, Deadline deadline) throws IOException {
    var pooled = takeIdle();
    if (pooled.isPresent()) {
      try {
        return lend(pooled.get(), exchange);
      } catch (SocketTimeoutException | ClosedByInterruptException e) {
        throw e;
      } catch (IOException _) {
        // Clamd was restarted, or something between closed it: the others will be as broken.
        closeIdle();
      }
    }
    return lend(ClamdConnection.open(address, limits, deadline), exchange);
  }

  private <T> T lend(ClamdConnection connection, Exchange<T> exchange) throws IOException {
    var reusable = false;
    try {
      var result = exchange.with(connection);
      reusable = connection.isReusable();
      return result;
    } finally {
      if (reusable) {
        giveBack(connection);
      } else {
        connection.close();
      }
    }
  }

  private void giveBack(ClamdConnection connection) {
    idle.push(new Idle(connection, Deadline.in(LONGEST_IDLE, nanoTime)));
    if (closed) {
      closeIdle();
    }
  }

  /// The one that was used last, so that those that are too many grow old.
  private Optional<ClamdConnection> takeIdle() {
    for (var next = idle.poll(); next != null; next = idle.poll()) {
      if (next.keptUntil().nanosLeft() > 0 && next.connection().isReusable()) {
        return Optional.of(next.connection());
      }
      next.connection().close();
    }
    return Optional.empty();
  }

  private void closeIdle() {
    for (var next = idle.poll(); next != null; next = idle.poll()) {
      next.connection().close();
    }
  }
}
