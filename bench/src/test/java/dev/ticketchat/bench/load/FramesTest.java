package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written here, Netty reads as a server.
final class FramesTest {
  private final PacketBuffer packet = new PacketBuffer(UnpooledByteBufAllocator.DEFAULT);
  private final EmbeddedChannel server =
      new EmbeddedChannel(
          new WebSocket13FrameDecoder(
              WebSocketDecoderConfig.newBuilder()
                  .expectMaskedFrames(true)
                  .maxFramePayloadLength(1 << 20)
                  .build()));

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 125, 126, 127, 0xffff, 0x10000, 100_001})
  void writesEveryFormOfLength(int length) {
    var payload = new byte[length];
    new Random(length).nextBytes(payload);

    server.writeInbound(packet.start().put(payload).frame(Frames.BINARY, 0x9abcdef1));

    BinaryWebSocketFrame frame = server.readInbound();
    assertThat(bytes(frame.content())).isEqualTo(payload);
  }

  @Test
  void masksTheBytesOnTheWire() {
    var frame = packet.start().put("42".getBytes(US_ASCII)).frame(Frames.TEXT, 0x01020304);

    assertThat(bytes(frame))
        .containsExactly(0x81, 0x82, 0x01, 0x02, 0x03, 0x04, '4' ^ 0x01, '2' ^ 0x02);
  }

  @Test
  void putsNumbersInDigits() {
    packet.start().putDecimal(0).put(" ".getBytes(US_ASCII)).putDecimal(2_147_483_647);
    packet.put(" ".getBytes(US_ASCII)).putHex(0xbeefL, 8);

    server.writeInbound(packet.frame(Frames.TEXT, 77));

    TextWebSocketFrame frame = server.readInbound();
    assertThat(frame.text()).isEqualTo("0 2147483647 0000beef");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 9})
  void masksAPartWhereverItBegins(int offset) {
    var whole = new byte[offset + 30];
    var part = new byte[30];

    Frames.mask(whole, 0, whole.length, 0x11223344, 0);
    Frames.mask(part, 0, part.length, 0x11223344, offset);

    assertThat(part).isEqualTo(java.util.Arrays.copyOfRange(whole, offset, whole.length));
  }

  private static byte[] bytes(ByteBuf buffer) {
    var bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }
}
