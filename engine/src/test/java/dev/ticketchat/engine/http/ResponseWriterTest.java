package dev.ticketchat.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResponseWriterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-01T02:03:04.9Z | Sun, 01 Mar 2026 02:03:04 GMT",
        "2026-12-31T23:59:59Z | Thu, 31 Dec 2026 23:59:59 GMT"
      })
  void writesTheDateInTheFormThatHttpFixes(String now, String date) {
    var writer = new ResponseWriter(() -> Instant.parse(now), Map.of());

    assertThat(written(writer, Response.text(200, "ok"))).contains("\r\ndate: " + date + "\r\n");
  }

  @Test
  void addsTheHeadersOfThePortWhereAnAnswerDoesNotSayOtherwise() {
    var writer = new ResponseWriter(InstantSource.system(), Map.of("x-one", "port", "x-two", "2"));

    assertThat(written(writer, Response.text(200, "ok").with("x-one", "answer")))
        .contains("\r\nx-one: answer\r\n", "\r\nx-two: 2\r\n")
        .doesNotContain("port");
    assertThat(written(writer, Response.text(404, "no"))).contains("\r\nx-one: port\r\n");
  }

  /// Those of 304 would take the place of what the client has kept.
  @Test
  void addsNoneToASwitchOfProtocolsAndToNotModified() {
    var writer = new ResponseWriter(InstantSource.system(), Map.of("x-one", "port"));

    assertThat(written(writer, Response.empty(101))).doesNotContain("x-one");
    assertThat(written(writer, Response.empty(304))).doesNotContain("x-one");
  }

  private static String written(ResponseWriter writer, Response response) {
    var channel = new EmbeddedChannel();
    var _ = writer.write(channel, response, true, true, () -> {});
    channel.flush();
    ByteBuf written = channel.readOutbound();
    var text = written.toString(StandardCharsets.US_ASCII);
    written.release();
    var _ = channel.close();
    return text;
  }
}
