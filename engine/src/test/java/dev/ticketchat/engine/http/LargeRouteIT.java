package dev.ticketchat.engine.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.engine.large.Blob;
import dev.ticketchat.engine.large.Lifted;
import dev.ticketchat.engine.large.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LargeRouteIT {
  private static final int MOST = 4_000_000;

  @TempDir Path folder;
  private Spool spool;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    spool = new Spool(folder, new Spool.Limits(MOST, MOST, MOST, 100_000));
    var config =
        new HttpConfig("127.0.0.1", 0, 1, Duration.ofSeconds(10), 100, new Cors.SameOrigin());
    server =
        HttpServer.start(
            config, List.of(new LargeRoute("POST", "/files", MOST, spool, LargeRouteIT::describe)));
  }

  @AfterEach
  void stop() {
    server.close(Duration.ZERO);
    spool.close();
  }

  @Test
  void handsOverASmallBodyAsItIs() {
    assertThat(post("{\"a\":\"b\"}").body()).isEqualTo("{\"a\":\"b\"} []");
  }

  @Test
  void writesLongStringsToFilesAndForgetsThemAfterTheAnswer() {
    var data = Base64.getEncoder().encodeToString(new byte[1_000_000]);

    var answer = post("{\"a\":\"%s\",\"b\":\"%s!\"}".formatted(data, data));

    assertThat(answer.body())
        .matches("\\{\"a\":\"\\p{XDigit}+#0\",\"b\":\"\\p{XDigit}+#1\"} \\[1000000, NOT_BASE64]");
    await().untilAsserted(() -> assertThat(folder).isEmptyDirectory());
  }

  @Test
  void refusesABodyThatIsTooLargeOrHasTooMuchBesideItsLongStrings() {
    assertThat(post("[" + "1,".repeat(600_000) + "1]").status()).isEqualTo(413);
    assertThat(post("\"" + "A".repeat(MOST)).status()).isEqualTo(413);
  }

  @Test
  void leavesNothingOfARequestThatIsGivenUp() {
    try (var client = new RawConnection(server.address())) {
      client.request("POST /files HTTP/1.1", "Host: h", "Content-Length: 1000000");
      client.send("\"" + "A".repeat(500_000));
      await().untilAsserted(() -> assertThat(folder).isNotEmptyDirectory());
    }

    await().untilAsserted(() -> assertThat(folder).isEmptyDirectory());
  }

  private RawResponse post(String body) {
    try (var client = new RawConnection(server.address())) {
      return client
          .request("POST /files HTTP/1.1", "Host: h", "Content-Length: " + body.length())
          .send(body)
          .response();
    }
  }

  private static Response describe(Request request, Lifted lifted) {
    var sizes =
        lifted.blobs().stream()
            .map(blob ->
                blob.outcome() == Blob.Outcome.WHOLE
                    ? Long.toString(blob.size())
                    : blob.outcome().name())
            .toList();
    return Response.text(200, new String(request.body(), UTF_8) + " " + sizes);
  }
}
