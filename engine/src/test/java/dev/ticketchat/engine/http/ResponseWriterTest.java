package dev.ticketchat.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
    var channel = new EmbeddedChannel();

    var _ =
        new ResponseWriter(() -> Instant.parse(now))
            .write(channel, Response.text(200, "ok"), true, true, () -> {});

    channel.flush();
    ByteBuf written = channel.readOutbound();
    assertThat(written.toString(StandardCharsets.US_ASCII)).contains("\r\ndate: " + date + "\r\n");
    written.release();
    var _ = channel.close();
  }
}
