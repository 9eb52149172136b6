package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With the key and the answer of RFC 6455's own example.
final class UpgradeTest {
  private static final String ANSWER =
      """
      HTTP/1.1 101 Switching Protocols\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
      \r
      """;

  private final Upgrade upgrade =
      new Upgrade("127.0.0.1:5000", "the sample nonce".getBytes(US_ASCII));

  @Test
  void asksForAWebSocket() {
    var server = new EmbeddedChannel(new HttpServerCodec());

    server.writeInbound(upgrade.request());

    HttpRequest request = server.readInbound();
    assertThat(request.uri()).isEqualTo("/socket.io/?EIO=4&transport=websocket");
    assertThat(request.headers().get("Host")).isEqualTo("127.0.0.1:5000");
    assertThat(request.headers().get("Upgrade")).isEqualTo("websocket");
    assertThat(request.headers().get("Sec-WebSocket-Key")).isEqualTo("dGhlIHNhbXBsZSBub25jZQ==");
  }

  @Test
  void endsWhereTheAnswerEnds() throws Broken {
    var bytes = (ANSWER + "frames").getBytes(US_ASCII);

    assertThat(upgrade.answered(bytes, bytes.length)).isEqualTo(ANSWER.length());
    for (int part = 0; part < ANSWER.length(); part++) {
      assertThat(upgrade.answered(bytes, part)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 503 Service Unavailable\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: other\r\n\r\n"
      })
  void refusesAnotherAnswer(String answer) {
    var bytes = answer.getBytes(US_ASCII);

    assertThatExceptionOfType(Broken.class)
        .isThrownBy(() -> upgrade.answered(bytes, bytes.length))
        .extracting(Broken::fault)
        .isEqualTo(Fault.HANDSHAKE);
  }
}
