package dev.ticketchat.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.engine.http.Body;
import dev.ticketchat.engine.http.Request;
import dev.ticketchat.engine.http.Response;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StatusRoutesTest {
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final StatusRoutes routes = new StatusRoutes(ready::get, () -> "figures 1\n");

  @Test
  void isAliveAlsoWhenItIsNotReady() throws Exception {
    ready.set(false);

    assertThat(answer("/healthz").status()).isEqualTo(200);
    assertThat(answer("/readyz").status()).isEqualTo(503);
  }

  @Test
  void isReadyWhenItCanServe() throws Exception {
    assertThat(answer("/readyz").status()).isEqualTo(200);
  }

  @Test
  void showsFiguresInPrometheusFormat() throws Exception {
    var response = answer("/metrics");

    assertThat(response.headers())
        .containsEntry("content-type", "text/plain; version=0.0.4; charset=utf-8")
        .containsEntry("cache-control", "no-store");
    assertThat(new String(((Body.Bytes) response.body()).bytes(), StandardCharsets.UTF_8))
        .isEqualTo("figures 1\n");
  }

  private Response answer(String path) throws Exception {
    var route =
        routes.routes().stream().filter(r -> r.template().equals(path)).findFirst().orElseThrow();
    var remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    return route
        .handler()
        .answer(new Request("GET", path, Map.of(), Map.of(), new byte[0], remote));
  }
}
