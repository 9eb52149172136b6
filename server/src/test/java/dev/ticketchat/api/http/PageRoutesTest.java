package dev.ticketchat.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.engine.http.Body;
import dev.ticketchat.engine.http.Request;
import dev.ticketchat.engine.http.Response;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageRoutesTest {
  private static final String PAGE =
      """
      <!doctype html><title>x</title><style>a{}</style>
      <script src="/other.js"></script><script type="module">alert(1)</script>\
      """;

  @Test
  void letsTheScriptsAndStylesOfThePageRunAndNoOther() throws Exception {
    var policy = answer("/").headers().get("content-security-policy");

    // printf 'alert(1)' | openssl dgst -sha256 -binary | base64, and the same of a{}
    assertThat(policy)
        .contains("default-src 'none'")
        .contains("script-src 'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=';")
        .contains("style-src 'self' 'sha256-")
        .contains("base-uri 'none'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void servesThePageByBothItsNames() throws Exception {
    for (var path : new String[] {"/", "/examples/websocket-chat-client.html"}) {
      var response = answer(path);

      assertThat(new String(((Body.Bytes) response.body()).bytes(), StandardCharsets.UTF_8))
          .isEqualTo(PAGE);
      assertThat(response.headers())
          .containsEntry("content-type", "text/html; charset=utf-8")
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("referrer-policy", "no-referrer");
    }
  }

  @Test
  void letsPicturesComeFromWhereTheAddressesOfFilesBegin() throws Exception {
    var html = PAGE.getBytes(StandardCharsets.UTF_8);
    var routes = new PageRoutes(html, () -> URI.create("https://chat.example.com:8443/help"));

    var policy = answer(routes, "/").headers().get("content-security-policy");

    assertThat(policy)
        .contains("; img-src 'self' data: blob: https://chat.example.com:8443; ")
        .contains("default-src 'none'")
        .contains("connect-src 'self';");
  }

  private static Response answer(String path) throws Exception {
    return answer(
        new PageRoutes(PAGE.getBytes(StandardCharsets.UTF_8), () -> URI.create("http://localhost")),
        path);
  }

  private static Response answer(PageRoutes page, String path) throws Exception {
    var routes = page.routes();
    var route = routes.stream().filter(r -> r.template().equals(path)).findFirst().orElseThrow();
    return route
        .handler()
        .answer(
            new Request(
                "GET",
                path,
                Map.of(),
                Map.of(),
                new byte[0],
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
  }
}
