package dev.ticketchat.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.app.RunningServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Pages of which origins may open a session, where origins are configured.
class OriginsIT {
  private static final String HANDSHAKE = "/socket.io/?EIO=4&transport=";

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.allowing("https://desk.example", "http://localhost:3000");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<String> strangers() {
    return Stream.of(
        "https://evil.example",
        "null",
        "https://desk.example.evil.example",
        "https://evil-desk.example",
        "https://evildesk.example",
        "https://desk.example.",
        "https://sub.desk.example",
        "https://desk.examplee",
        "https://desk.exampl",
        "http://desk.example",
        "wss://desk.example",
        "file://",
        "https://desk.example:444",
        "https://desk.example:443",
        "https://desk.example:",
        "https://desk.example/",
        "https://desk.example/path",
        "https://desk.example?",
        "https://desk.example#",
        "https://desk.example@evil.example",
        "https://evil.example@desk.example",
        "https://desk.example%2eevil.example",
        "https://desk.example\\.evil.example",
        "https://d\u00e9sk.example",
        "https://xn--dsk-bma.example",
        "https://DESK.example",
        "desk.example",
        "//desk.example",
        "https:desk.example",
        "https://",
        "*",
        "https://desk.example https://evil.example",
        "https://evil.example, https://desk.example",
        "https://desk.example,https://evil.example",
        "http://localhost",
        "http://localhost:3001",
        "http://127.0.0.1:3000",
        "http://localhost:3000.evil.example",
        "moz-extension://7b4c");
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void aPageOfAnotherOriginOpensNoSession(String origin) throws IOException {
    var before = sessions();
    for (var transport : List.of("websocket", "polling")) {
      assertThat(status(transport, "Origin: " + origin)).as(transport).isEqualTo(403);
    }
    assertThat(sessions()).isLessThanOrEqualTo(before);
  }

  @Test
  void aSecondOriginDoesNotHideTheFirst() throws IOException {
    for (var transport : List.of("websocket", "polling")) {
      assertThat(status(transport, "Origin: https://desk.example", "Origin: https://evil.example"))
          .isEqualTo(403);
      assertThat(status(transport, "Origin: https://evil.example", "Origin: https://desk.example"))
          .isEqualTo(403);
      assertThat(status(transport, "Origin:", "Origin: https://evil.example")).isEqualTo(403);
    }
  }

  @Test
  void aStrangersPagePollsAndPostsToNoSession() throws IOException {
    var sid = open("Origin: https://desk.example");

    for (var method : List.of("GET", "POST")) {
      assertThat(request(method, HANDSHAKE + "polling&sid=" + sid, "Origin: https://evil.example"))
          .startsWith("HTTP/1.1 403");
    }
    assertThat(request("GET", HANDSHAKE + "websocket&sid=" + sid, webSocket("Origin: null")))
        .startsWith("HTTP/1.1 403");
    assertThat(request("POST", HANDSHAKE + "polling&sid=" + sid, "Origin: https://desk.example"))
        .startsWith("HTTP/1.1 200");
    assertThat(request("POST", HANDSHAKE + "polling&sid=" + sid)).startsWith("HTTP/1.1 200");
  }

  @Test
  void aPageOfAnAllowedOriginGetsIn() throws IOException {
    for (var origin : List.of("https://desk.example", "http://localhost:3000")) {
      assertThat(status("websocket", "Origin: " + origin)).isEqualTo(101);
      assertThat(status("polling", "Origin: " + origin)).isEqualTo(200);
    }
  }

  @Test
  void theServersOwnOriginIsAsAnyOther() throws IOException {
    var own = "Origin: http://127.0.0.1:" + server.port();

    assertThat(status("websocket", own)).isEqualTo(403);
    assertThat(status("polling", own)).isEqualTo(403);
  }

  @Test
  void whoIsNoBrowserGetsIn() throws IOException {
    assertThat(status("websocket")).isEqualTo(101);
    assertThat(status("polling")).isEqualTo(200);
  }

  private static int status(String transport, String... headers) throws IOException {
    var all = transport.equals("websocket") ? webSocket(headers) : headers;
    return Integer.parseInt(request("GET", HANDSHAKE + transport, all).split(" ", 3)[1]);
  }

  private static String open(String... headers) throws IOException {
    var answer = request("GET", HANDSHAKE + "polling", headers);
    return answer.substring(answer.indexOf("\"sid\":\"") + 7).split("\"", 2)[0];
  }

  private static String[] webSocket(String... more) {
    return Stream.concat(
            Stream.of(
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static int sessions() throws IOException {
    return request("GET", "/metrics")
        .lines()
        .filter(line -> line.startsWith("ticketchat_sockets_connected "))
        .map(line -> (int) Double.parseDouble(line.split(" ", 2)[1]))
        .findFirst()
        .orElseThrow();
  }

  /// The answer's head, and its body up to the end of the connection; of an upgrade the head alone.
  private static String request(String method, String target, String... headers)
      throws IOException {
    var upgrade = List.of(headers).contains("Upgrade: websocket");
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      var lines =
          Stream.concat(
              Stream.of(
                  method + " " + target + " HTTP/1.1",
                  "Host: 127.0.0.1:" + server.port(),
                  "Connection: " + (upgrade ? "Upgrade" : "close")),
              Stream.of(headers));
      var body = method.equals("POST") ? "3" : "";
      var head =
          String.join("\r\n", lines.toList()) + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
      socket.getOutputStream().write((head + body).getBytes(ISO_8859_1));
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      return upgrade
          ? Optional.ofNullable(in.readLine()).orElseThrow()
          : String.join("\n", in.lines().toList());
    }
  }
}
