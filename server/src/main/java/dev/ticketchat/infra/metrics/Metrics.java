package dev.ticketchat.infra.metrics;

import dev.ticketchat.chat.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.IntSupplier;

/// The figures of one server. Names carry no ids of users or tickets, so their number is bounded.
public final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
  private final Counter messagesStored;
  private final DistributionSummary commitWrites;
  private final Timer commitDuration;

  public Metrics() {
    messagesStored =
        Counter.builder("ticketchat.messages.stored")
            .description("Messages that are durable since the start")
            .register(registry);
    commitWrites =
        DistributionSummary.builder("ticketchat.commit.writes")
            .description("Writes in one transaction")
            .register(registry);
    commitDuration =
        Timer.builder("ticketchat.commit.duration")
            .description("From the first statement of a transaction until it is on disk")
            .register(registry);
    bindJvm();
  }

  /// Shows how many sockets are connected. Called once; the supplier is asked at each scrape.
  public void socketsConnected(IntSupplier sockets) {
    Gauge.builder("ticketchat.sockets.connected", sockets::getAsInt)
        .description("Sockets that are connected now")
        .strongReference(true)
        .register(registry);
  }

  public void messageStored() {
    messagesStored.increment();
  }

  /// One transaction is on disk.
  public void committed(int writes, Duration took) {
    commitWrites.record(writes);
    commitDuration.record(took);
  }

  /// How many transactions were committed.
  public long commits() {
    return commitWrites.count();
  }

  public void refused(ErrorCode code) {
    registry.counter("ticketchat.refused", "code", code.name()).increment();
  }

  /// One HTTP request was answered.
  ///
  /// @param route the route's pattern, never the path as it came
  public void httpRequest(String route, int status) {
    registry
        .counter("ticketchat.http.requests", "route", route, "status", Integer.toString(status))
        .increment();
  }

  /// One file was scanned, or was to be.
  ///
  /// @param outcome one of a few words
  public void scanned(String scanner, String outcome, Duration took) {
    Timer.builder("ticketchat.scan.duration")
        .description("From asking a scanner about a file until its outcome")
        .tags("scanner", scanner, "outcome", outcome)
        .register(registry)
        .record(took);
  }

  /// All figures in Prometheus' text format.
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    garbageCollection.close();
    registry.close();
  }

  private void bindJvm() {
    garbageCollection.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }
}
