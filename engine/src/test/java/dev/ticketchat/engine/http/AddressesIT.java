package dev.ticketchat.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where a connection comes from, and what one address may have.
final class AddressesIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int MOST = 3;

  @Test
  void closesTheConnectionsOfOneAddressBeyondItsBound() throws IOException {
    var server = start(TrustedProxies.NONE);
    var inside = new ArrayList<RawConnection>();
    try {
      for (int i = 0; i < MOST; i++) {
        inside.add(new RawConnection(server.address()));
        assertThat(remote(inside.getLast())).isEqualTo("127.0.0.1");
      }
      try (var extra = new RawConnection(server.address())) {
        assertThat(extra.isClosedWithin(SOON)).isTrue();
      }

      inside.removeFirst().close();
      await()
          .until(() -> {
            try (var next = new RawConnection(server.address())) {
              return !next.isClosedWithin(Duration.ofMillis(100));
            }
          });
    } finally {
      inside.forEach(RawConnection::close);
      server.close(Duration.ZERO);
    }
  }

  @Test
  void countsNoConnectionsOfATrustedProxyAndBelievesIt() throws IOException {
    var server = start(new TrustedProxies(List.of(Network.parse("127.0.0.0/8"))));
    var connections = new ArrayList<RawConnection>();
    try {
      for (int i = 0; i < 3 * MOST; i++) {
        connections.add(new RawConnection(server.address()));
        assertThat(remote(connections.getLast(), "X-Forwarded-For: 1.1.1.1, 198.51.100." + i))
            .isEqualTo("198.51.100." + i);
      }
    } finally {
      connections.forEach(RawConnection::close);
      server.close(Duration.ZERO);
    }
  }

  @Test
  void doesNotBelieveAnybodyElse() throws IOException {
    var server = start(TrustedProxies.NONE);
    try (var client = new RawConnection(server.address())) {
      var remote = remote(client, "X-Forwarded-For: 198.51.100.1", "Forwarded: for=198.51.100.1");

      assertThat(remote).isEqualTo("127.0.0.1");
    } finally {
      server.close(Duration.ZERO);
    }
  }

  private static String remote(RawConnection client, String... headers) {
    var lines = new ArrayList<>(List.of("GET /remote HTTP/1.1", "Host: h"));
    lines.addAll(List.of(headers));
    return client.request(lines.toArray(String[]::new)).response().body();
  }

  private static HttpServer start(TrustedProxies proxies) throws IOException {
    var config =
        new HttpConfig(
            "127.0.0.1",
            0,
            1,
            Duration.ofSeconds(30),
            100,
            MOST,
            proxies,
            new Cors.SameOrigin(),
            Map.of());
    return HttpServer.start(
        config,
        List.of(
            Route.get(
                "/remote",
                request -> Response.text(200, request.remote().getAddress().getHostAddress()))));
  }
}
