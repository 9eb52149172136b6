package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/// Whatever a server sends over a WebSocket.
final class FrameReaderFuzzTest {

  @FuzzTest
  void readsTheSameHoweverTheBytesAreCut(byte[] input) {
    int piece = input.length == 0 ? 1 : 1 + (input[0] & 0xf);

    assertThat(seen(input, piece)).isEqualTo(seen(input, Integer.MAX_VALUE));
  }

  /// What it amounts to, received in pieces of a size: up to the first violation.
  private static List<String> seen(byte[] input, int piece) {
    var events = new ArrayList<String>();
    var reader = new FrameReader(new Recorder(events));
    var inbox = new Inbox();
    var incomplete = Inbox.NOTHING;
    try {
      for (int at = 0; at < input.length; at += Math.min(piece, input.length - at)) {
        int length = Math.min(piece, input.length - at);
        inbox.fill(incomplete, Unpooled.wrappedBuffer(input, at, length));
        incomplete = inbox.from(reader.read(inbox.bytes(), 0, inbox.end()));
      }
    } catch (Broken e) {
      events.add(e.why());
    }
    return events;
  }

  private record Recorder(List<String> events) implements FrameReader.Sink {
    @Override
    public void onText(byte[] bytes, int from, int to) {
      events.add("text " + text(bytes, from, to));
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
      events.add("binary " + text(bytes, from, to));
    }

    @Override
    public void onPing(byte[] bytes, int from, int to) {
      events.add("ping " + text(bytes, from, to));
    }

    @Override
    public void onClose() {
      events.add("close");
    }

    private static String text(byte[] bytes, int from, int to) {
      return new String(bytes, from, to - from, ISO_8859_1);
    }
  }
}
