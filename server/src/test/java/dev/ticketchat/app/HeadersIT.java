package dev.ticketchat.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every answer tells a browser, whoever made it: a route, the engine, or the port itself.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HeadersIT {
  private RunningServer server;

  @BeforeAll
  void start() {
    server = RunningServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1",
        "HEAD / HTTP/1.1",
        "GET /examples/websocket-chat-client.html HTTP/1.1",
        "GET /socket.io/socket.io.js HTTP/1.1",
        "GET /socket.io/socket.io.js.map HTTP/1.1",
        "GET /socket.io/?EIO=4&transport=polling HTTP/1.1",
        "GET /socket.io/?EIO=3&transport=polling HTTP/1.1",
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
        "POST /socket.io/?EIO=4&transport=polling&sid=none HTTP/1.1",
        "OPTIONS /socket.io/ HTTP/1.1",
        "GET /uploads/chat/none HTTP/1.1",
        "GET /healthz HTTP/1.1",
        "GET /readyz HTTP/1.1",
        "GET /metrics HTTP/1.1",
        "GET /api/tickets HTTP/1.1",
        "POST /api/tickets HTTP/1.1",
        "PUT /api/tickets/t HTTP/1.1",
        "GET /api/tickets/t/chat HTTP/1.1",
        "OPTIONS /api/tickets HTTP/1.1",
        "DELETE /api/tickets HTTP/1.1",
        "GET /api/nothing HTTP/1.1",
        "GET /nothing HTTP/1.1",
        "TRACE / HTTP/1.1",
        "TRACE /api/nothing HTTP/1.1",
        "TRACE /socket.io/?EIO=4&transport=polling HTTP/1.1",
        "GET /% HTTP/1.1",
        "GET / HTTP/2.0",
        "nonsense",
      })
  void leavesABrowserNothingToGuess(String request) throws Exception {
    var answer = ask(request);

    assertThat(answer)
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("referrer-policy", "no-referrer")
        .containsKeys("cross-origin-resource-policy", "cache-control")
        .doesNotContainKeys("strict-transport-security", "server");
    assertThat(answer.get("content-security-policy"))
        .contains("default-src 'none'", "base-uri 'none'");
    if (!request.contains("/uploads/")) {
      assertThat(answer.get("content-security-policy")).contains("frame-ancestors 'none'");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/tickets HTTP/1.1",
        "GET /socket.io/?EIO=4&transport=polling HTTP/1.1",
        "GET /uploads/chat/none HTTP/1.1",
        "GET /metrics HTTP/1.1",
        "GET /nothing HTTP/1.1",
      })
  void letsNobodyKeepWhatIsPrivate(String request) throws Exception {
    assertThat(ask(request)).containsEntry("cache-control", "no-store");
  }

  /// What other sites may use without asking: the client's script, and files by their links.
  @Test
  void keepsOtherSitesFromUsingAllButTheScriptAndFiles() throws Exception {
    assertThat(ask("GET /socket.io/socket.io.js HTTP/1.1"))
        .containsEntry("cross-origin-resource-policy", "cross-origin");
    assertThat(ask("GET /uploads/chat/none HTTP/1.1"))
        .containsEntry("cross-origin-resource-policy", "cross-origin");
    assertThat(ask("GET /api/tickets HTTP/1.1"))
        .containsEntry("cross-origin-resource-policy", "same-origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/tickets", "/api/nothing", "/socket.io/", "/nothing"})
  void doesNotEchoATrace(String path) throws Exception {
    var answer = ask("TRACE " + path + " HTTP/1.1", "X-Secret: told");

    assertThat(answer.get(":status")).startsWith("4");
    assertThat(answer.get(":body")).doesNotContain("told");
  }

  @Test
  void tellsBrowsersToStayWithTlsWhereItIsReachedByTls() throws Exception {
    var https = URI.create("https://chat.example.com");
    try (var secure =
        RunningServer.start(config -> Configs.withPublicUrl(config, Optional.of(https)))) {
      assertThat(ask(secure.port(), "GET / HTTP/1.1"))
          .containsEntry("strict-transport-security", "max-age=31536000; includeSubDomains");
      assertThat(ask(secure.port(), "nonsense")).containsKey("strict-transport-security");
    }
  }

  private Map<String, String> ask(String... lines) throws IOException {
    return ask(server.port(), lines);
  }

  /// The headers that came, with the status line and the body.
  private static Map<String, String> ask(int port, String... lines) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      var request = String.join("\r\n", lines) + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return parse(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    }
  }

  private static Map<String, String> parse(String answer) {
    var headers = new TreeMap<String, String>();
    var end = answer.indexOf("\r\n\r\n");
    var lines = answer.substring(0, end).split("\r\n", -1);
    headers.put(":status", lines[0].replaceFirst("^\\S+ ", ""));
    headers.put(":body", answer.substring(end));
    for (var i = 1; i < lines.length; i++) {
      var colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    return headers;
  }
}
