package dev.ticketchat.engine.engineio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ticketchat.engine.fuzz.Allocation;
import dev.ticketchat.engine.fuzz.Fuzzed;
import dev.ticketchat.engine.large.LargeMessage;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Whatever a client sends over a WebSocket.
final class FramesFuzzTest {
  private static final int LIMIT = 1 << 30;
  private static final int LARGE = 70_000;

  @FuzzTest
  void readsTheSameHoweverTheBytesAreCutAndTheMessagesAreFragmented(byte[] input) {
    var fuzzed = Fuzzed.of(input);

    var seen = Allocation.boundedBy(fuzzed.bytes().length, () -> Seen.of(fuzzed.whole()));

    assertThat(Seen.of(fuzzed.cut())).isEqualTo(seen);
    assertThat(seen.events().stream().mapToInt(event -> event.bytes().length()).sum())
        .isLessThanOrEqualTo(fuzzed.bytes().length);
    assertReadsBack(seen.events(), fuzzed.random());
    assertReadsBack(
        List.of(new Event(Frames.BINARY, latin1(fuzzed.grownTo(LARGE).bytes()))), fuzzed.random());
  }

  private static void assertReadsBack(List<Event> events, Random random) {
    var frames = events.stream().map(event -> framesOf(event, random)).toList();

    assertThat(Seen.of(frames)).isEqualTo(new Seen(events, 0));
  }

  /// In as many fragments as chance will have it.
  private static byte[] framesOf(Event event, Random random) {
    var frames = new ByteArrayOutputStream();
    var data = event.bytes().getBytes(ISO_8859_1);
    int opcode = event.opcode();
    int at = 0;
    while (opcode < Frames.CLOSE && random.nextInt(3) > 0) {
      int end = at + random.nextInt(data.length - at + 1);
      frames.writeBytes(frame(opcode, Arrays.copyOfRange(data, at, end), random));
      at = end;
      opcode = Frames.CONTINUATION;
    }
    frames.writeBytes(
        frame(Frames.FIN | opcode, Arrays.copyOfRange(data, at, data.length), random));
    return frames.toByteArray();
  }

  private static byte[] frame(int start, byte[] data, Random random) {
    var frame = Unpooled.buffer(Frames.headerLength(data.length) + 4 + data.length);
    Frames.writeHeader(frame, start & 0xf, data.length);
    frame.setByte(0, start).setByte(1, frame.getByte(1) | 0x80);
    var mask = new byte[4];
    random.nextBytes(mask);
    frame.writeBytes(mask);
    for (int i = 0; i < data.length; i++) {
      frame.writeByte(data[i] ^ mask[i & 3]);
    }
    return frame.array();
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private record Event(int opcode, String bytes) {}

  /// What frames amount to: up to a close, or to a violation with its code.
  private record Seen(List<Event> events, int code) {

    static Seen of(List<byte[]> pieces) {
      var events = new ArrayList<Event>();
      var reader = new FrameReader(LIMIT, new Collector(events));
      try {
        for (var piece : pieces) {
          var in = Unpooled.wrappedBuffer(piece);
          while (reader.read(in)) {
            if (events.contains(CLOSE)) {
              return new Seen(events, 0);
            }
          }
          assertThat(in.isReadable()).isFalse();
        }
        return new Seen(events, 0);
      } catch (WebSocketViolation violation) {
        reader.abort();
        return new Seen(events, violation.code());
      }
    }
  }

  private static final Event CLOSE = new Event(Frames.CLOSE, "");

  private record Collector(List<Event> events) implements FrameReader.Sink {
    @Override
    public void onText(int first, byte[] rest) {
      events.add(new Event(Frames.TEXT, start(first) + latin1(rest)));
    }

    @Override
    public void onBinary(byte[] data) {
      events.add(new Event(Frames.BINARY, latin1(data)));
    }

    @Override
    public LargeMessage onLarge(int first) {
      var text = new StringBuilder(start(first));
      return new LargeMessage() {
        @Override
        public void take(byte[] piece) {
          text.append(latin1(piece));
        }

        @Override
        public void end() {
          events.add(new Event(first < 0 ? Frames.BINARY : Frames.TEXT, text.toString()));
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void onPing(byte[] data) {
      events.add(new Event(Frames.PING, latin1(data)));
    }

    @Override
    public void onClose() {
      events.add(CLOSE);
    }

    private static String start(int first) {
      return first < 0 ? "" : String.valueOf((char) first);
    }
  }
}
