package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Netty writes as a server, is read here.
final class FrameReaderTest {
  private final Recorder seen = new Recorder();
  private final FrameReader reader = new FrameReader(seen);
  private final Inbox inbox = new Inbox();
  private byte[] incomplete = Inbox.NOTHING;

  @Test
  void readsFramesHoweverTheirBytesAreSplit() throws Broken {
    var bytes =
        written(
            new TextWebSocketFrame("42[\"a\"]"),
            new PingWebSocketFrame(Unpooled.copiedBuffer("?", UTF_8)),
            new TextWebSocketFrame("x".repeat(300)),
            new TextWebSocketFrame(""),
            new PongWebSocketFrame(),
            new CloseWebSocketFrame(1000, ""));
    for (int split = 0; split <= bytes.length; split++) {
      seen.events.clear();

      receive(bytes, 0, split);
      receive(bytes, split, bytes.length);

      assertThat(seen.events)
          .containsExactly("text 42[\"a\"]", "ping ?", "text " + "x".repeat(300), "text ", "close");
      assertThat(incomplete).isEmpty();
    }
  }

  @Test
  void readsFramesByteByByte() throws Broken {
    var bytes = written(new TextWebSocketFrame("4€"), new TextWebSocketFrame("2"));

    for (int at = 0; at < bytes.length; at++) {
      receive(bytes, at, at + 1);
    }

    assertThat(seen.events).containsExactly("text 4€", "text 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 125, 126, 127, 0xffff, 0x10000, 1_000_000})
  void readsEveryFormOfLength(int length) throws Broken {
    receive(written(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[length]))));

    assertThat(seen.events).containsExactly("binary " + length);
  }

  @Test
  void putsFragmentsTogetherAroundAPing() throws Broken {
    receive(
        written(
            new TextWebSocketFrame(false, 0, "42"),
            new PingWebSocketFrame(),
            new ContinuationWebSocketFrame(false, 0, "[\"a"),
            new ContinuationWebSocketFrame(true, 0, "\"]"),
            new TextWebSocketFrame("2")));

    assertThat(seen.events).containsExactly("ping ", "text 42[\"a\"]", "text 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "818100000000", // masked
        "c100", // reserved bit
        "8000", // nothing to continue
        "01008100", // a message within a message
        "8300", // unknown opcode
        "817f0000000004000001", // over 64 MiB
        "817fffffffffffffffff" // negative
      })
  void refusesWhatNoServerMaySend(String bytes) {
    assertThatExceptionOfType(Broken.class)
        .isThrownBy(() -> receive(ByteBufUtil.decodeHexDump(bytes)))
        .extracting(Broken::fault)
        .isEqualTo(Fault.PROTOCOL);
  }

  private static byte[] written(WebSocketFrame... frames) {
    var server = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
    Stream.of(frames).forEach(server::writeOutbound);
    var bytes = Unpooled.buffer();
    for (ByteBuf part = server.readOutbound(); part != null; part = server.readOutbound()) {
      bytes.writeBytes(part);
    }
    return ByteBufUtil.getBytes(bytes);
  }

  private void receive(byte[] bytes) throws Broken {
    receive(bytes, 0, bytes.length);
  }

  private void receive(byte[] bytes, int from, int to) throws Broken {
    inbox.fill(incomplete, Unpooled.wrappedBuffer(bytes, from, to - from));
    incomplete = inbox.from(reader.read(inbox.bytes(), 0, inbox.end()));
  }

  private static final class Recorder implements FrameReader.Sink {
    private final List<String> events = new ArrayList<>();

    @Override
    public void onText(byte[] bytes, int from, int to) {
      events.add("text " + new String(bytes, from, to - from, UTF_8));
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
      events.add("binary " + (to - from));
    }

    @Override
    public void onPing(byte[] bytes, int from, int to) {
      events.add("ping " + new String(bytes, from, to - from, UTF_8));
    }

    @Override
    public void onClose() {
      events.add("close");
    }
  }
}
