package dev.ticketchat.infra.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.ErrorCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void showsWhatWasCounted() {
    metrics.messageStored();
    metrics.messageStored();
    metrics.committed(3, Duration.ofMillis(500));
    metrics.committed(4, Duration.ofMillis(250));
    metrics.refused(ErrorCode.RATE_LIMITED);
    metrics.httpRequest("/api/tickets/{id}", 404);
    metrics.scanned("clamav", "clean", Duration.ofMillis(125));

    assertThat(metrics.scrape().lines())
        .contains(
            "ticketchat_messages_stored_total 2.0",
            "ticketchat_commit_writes_count 2",
            "ticketchat_commit_writes_sum 7.0",
            "ticketchat_commit_duration_seconds_sum 0.75",
            "ticketchat_refused_total{code=\"RATE_LIMITED\"} 1.0",
            "ticketchat_scan_duration_seconds_count{outcome=\"clean\",scanner=\"clamav\"} 1",
            "ticketchat_scan_duration_seconds_sum{outcome=\"clean\",scanner=\"clamav\"} 0.125",
            "ticketchat_http_requests_total{route=\"/api/tickets/{id}\",status=\"404\"} 1.0");
    assertThat(metrics.commits()).isEqualTo(2);
  }

  @Test
  void asksForTheConnectedSocketsAtEachScrape() {
    var sockets = new AtomicInteger(7);
    metrics.socketsConnected(sockets::get);
    assertThat(metrics.scrape().lines()).contains("ticketchat_sockets_connected 7.0");

    sockets.set(8);

    assertThat(metrics.scrape().lines()).contains("ticketchat_sockets_connected 8.0");
  }

  @Test
  void showsTheBasicsOfTheJvm() {
    assertThat(metrics.scrape())
        .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds");
  }
}
