package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// HTTP requests that bring too much, or say it in two ways.
final class HostileRequests {
  private static final String WEB_SOCKET =
      """
      GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r
      Host: a\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Version: 13\r
      \r
      """;

  private HostileRequests() {}

  static Stream<HostileAttack> all() {
    var get = "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n";
    return Stream.of(
        request("a line of 10 kB", "GET /" + "x".repeat(10_000) + " HTTP/1.1\r\n", 414),
        request("a header of 20 kB", get + "X: " + "x".repeat(20_000) + "\r\n\r\n", 431),
        request("6,000 headers (CVE-2024-37890)", get + "X: y\r\n".repeat(6_000) + "\r\n", 431),
        request(
            "a subprotocol of spaces (CVE-2021-32640)",
            get + "Sec-WebSocket-Protocol: a" + " ".repeat(12_000) + "b\r\n\r\n",
            200),
        request(
            "two lengths of one body",
            """
            POST /api/tickets HTTP/1.1\r
            Host: a\r
            Content-Length: 3\r
            Transfer-Encoding: chunked\r
            \r
            0\r
            \r
            """,
            400),
        request(
            "a body of 100 GB",
            "POST /api/tickets HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000000\r\n\r\n",
            413),
        request(
            "a WebSocket of protocol 3 (CVE-2022-21676)",
            WEB_SOCKET.replace("EIO=4", "EIO=3"),
            400),
        request(
            "a POST over the wrong transport (CVE-2023-31125)",
            """
            POST /socket.io/?EIO=4&transport=websocket HTTP/1.1\r
            Host: a\r
            Content-Length: 2\r
            \r
            40\
            """,
            400),
        new HostileAttack(
            "a handshake that is reset at once (CVE-2022-41940)", HostileRequests::resetHandshakes),
        new HostileAttack("a body that is a gzip bomb", HostileRequests::gzipBomb),
        new HostileAttack("100 MB of separators (CVE-2020-36048)", HostileRequests::separators));
  }

  private static HostileAttack request(String name, String request, int status) {
    return new HostileAttack(
        name,
        port -> {
          try (var peer = HostilePeer.http(port)) {
            peer.send(request);
            assertThat(peer.status()).isEqualTo(status);
          }
        });
  }

  private static void resetHandshakes(int port) throws IOException {
    for (int i = 0; i < 200; i++) {
      HostilePeer.http(port).reset(WEB_SOCKET);
    }
  }

  private static void gzipBomb(int port) throws IOException {
    var bomb = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bomb)) {
      zip.write(new byte[50 << 20]);
    }
    try (var peer = HostilePeer.http(port)) {
      peer.send(post(peer.pollingSession(), "Content-Encoding: gzip\r\n", bomb.size()));
      peer.send(bomb.toByteArray());
      assertThat(peer.status()).isEqualTo(400);
    }
  }

  private static void separators(int port) throws IOException {
    try (var peer = HostilePeer.http(port)) {
      peer.send(post(peer.pollingSession(), "", 100 << 20));
      var separators = new byte[64 << 10];
      Arrays.fill(separators, (byte) 0x1e);
      peer.send(separators);
      assertThat(peer.status()).isEqualTo(400);
    }
  }

  private static String post(String sid, String headers, long length) {
    return """
    POST /socket.io/?EIO=4&transport=polling&sid=%s HTTP/1.1\r
    Host: a\r
    %sContent-Length: %d\r
    \r
    """
        .formatted(sid, headers, length);
  }
}
