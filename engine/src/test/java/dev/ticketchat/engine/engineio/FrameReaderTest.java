package dev.ticketchat.engine.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.engine.large.LargeMessage;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameReaderTest {
  private static final int LIMIT = 1_000;

  private final Recorder seen = new Recorder();
  private final FrameReader reader = new FrameReader(LIMIT, seen);

  @Test
  void keepsTheTypeOfAPacketApartFromItsText() throws WebSocketViolation {
    read(WebSocketClient.frame(0x81, "4hello é".getBytes(StandardCharsets.UTF_8)));

    assertThat(seen.events).containsExactly("text 4 hello é");
  }

  @Test
  void putsFragmentsTogether() throws WebSocketViolation {
    read(
        frame(0x01, ""), frame(0x00, "4he"), frame(0x89, "?"), frame(0x00, "l"), frame(0x80, "lo"));

    assertThat(seen.events).containsExactly("ping 3f", "text 4 hello");
  }

  @Test
  void checksUtf8OverTheWholeMessage() throws WebSocketViolation {
    var euro = "4€".getBytes(StandardCharsets.UTF_8);

    read(
        WebSocketClient.frame(0x01, Arrays.copyOf(euro, 2)),
        WebSocketClient.frame(0x80, Arrays.copyOfRange(euro, 2, 4)));

    assertThat(seen.events).containsExactly("text 4 €");
  }

  @Test
  void takesEmptyMessages() throws WebSocketViolation {
    read(frame(0x81, ""), frame(0x82, ""), frame(0x8a, ""), frame(0x88, ""));

    assertThat(seen.events).containsExactly("text none ", "binary ", "close");
  }

  @Test
  void stopsAfterEachFrame() throws WebSocketViolation {
    var two = Unpooled.wrappedBuffer(frame(0x81, "4a"), frame(0x81, "4b"));

    assertThat(reader.read(two)).isTrue();
    assertThat(seen.events).containsExactly("text 4 a");
    assertThat(reader.read(two)).isTrue();
    assertThat(reader.read(two)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 500, LIMIT})
  void takesEveryFormOfLength(int length) throws WebSocketViolation {
    read(WebSocketClient.frame(0x82, new byte[length]));

    assertThat(seen.events).containsExactly("binary " + "00".repeat(length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8100", // not masked
        "c180", // reserved bits
        "8380", // unknown opcode
        "8b80", // unknown control opcode
        "8080", // nothing to continue
        "0180000000000180", // a message within a message
        "0980", // a fragmented control frame
        "89fe", // a long control frame
        "82fe007d", // 125 in two bytes
        "82ff000000000000ffff", // 65535 in eight bytes
        "82ffffffffffffffffff", // a negative length
        "88810000000003", // half a close code
        "88820000000003e7", // 999
        "88820000000003ed", // 1005 is not for the wire
        "88820000000003ee", // 1006 neither
        "88820000000003f7", // 1015 neither
        "888200000000ffff" // 65535
      })
  void refusesWhatBreaksTheProtocol(String hex) {
    assertViolates(1002, HexFormat.of().parseHex(hex));
  }

  @Test
  void refusesInvalidUtf8InTextAndInTheReasonOfAClose() {
    assertViolates(1007, WebSocketClient.frame(0x81, new byte[] {'4', (byte) 0xff}));
    assertViolates(1007, WebSocketClient.frame(0x88, new byte[] {3, (byte) 0xe8, (byte) 0xff}));
  }

  @Test
  void refusesAMessageOverTheLimitBeforeItsFirstByte() {
    var header = Arrays.copyOf(WebSocketClient.frame(0x82, new byte[LIMIT + 1]), 4);

    assertViolates(1009, header);
  }

  @Test
  void refusesAFragmentThatWouldPassTheLimit() throws WebSocketViolation {
    read(WebSocketClient.frame(0x02, new byte[LIMIT]));

    assertThatExceptionOfType(WebSocketViolation.class)
        .isThrownBy(() -> read(Arrays.copyOf(WebSocketClient.frame(0x80, new byte[1]), 2)))
        .extracting(WebSocketViolation::code)
        .isEqualTo(1009);
  }

  @Test
  void takesAsManyFragmentsAsTheBytesAreWorth() throws WebSocketViolation {
    var large = new FrameReader(1 << 22, seen);
    var fragment = new byte[64];

    readAll(large, WebSocketClient.frame(0x02, fragment));
    for (int i = 1; i < 1 << 16; i++) {
      readAll(large, WebSocketClient.frame(0x00, fragment));
    }
    readAll(large, WebSocketClient.frame(0x80, new byte[0]));

    assertThat(seen.events).hasSize(1);
  }

  @Test
  void refusesEndlessTinyFragments() throws WebSocketViolation {
    for (int size = 0; size <= 1; size++) {
      var tiny = new FrameReader(1 << 30, seen);
      var fragment = WebSocketClient.frame(0x00, new byte[size]);
      readAll(tiny, WebSocketClient.frame(0x02, new byte[size]));
      for (int i = 1; i < 1_000; i++) {
        readAll(tiny, fragment);
      }

      assertThatExceptionOfType(WebSocketViolation.class)
          .isThrownBy(() -> {
            for (int i = 0; i < 100; i++) {
              readAll(tiny, fragment);
            }
          })
          .extracting(WebSocketViolation::code)
          .isEqualTo(1008);
    }
  }

  @Test
  void countsFragmentsAnewForEachMessage() throws WebSocketViolation {
    for (int i = 0; i < 5_000; i++) {
      read(WebSocketClient.frame(0x02, new byte[0]), WebSocketClient.frame(0x80, new byte[1]));
    }

    assertThat(seen.events).hasSize(5_000);
  }

  @Test
  void readsTheSameHoweverTheBytesAreSplit() throws WebSocketViolation {
    var random = new Random(4711);
    for (int round = 0; round < 300; round++) {
      var bytes = randomFrames(random);
      var whole = new Recorder();
      readAll(new FrameReader(LIMIT, whole), bytes);

      var split = new Recorder();
      var splitReader = new FrameReader(LIMIT, split);
      for (int at = 0; at < bytes.length; ) {
        int end = Math.min(bytes.length, at + 1 + random.nextInt(30));
        readAll(splitReader, Arrays.copyOfRange(bytes, at, end));
        at = end;
      }

      assertThat(split.events).isEqualTo(whole.events).isNotEmpty();
    }
  }

  @Test
  void throwsNothingButViolationsWhateverComes() {
    var random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      var bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 1 && random.nextBoolean()) {
        bytes[0] = (byte) (0x80 | random.nextInt(3));
        bytes[1] = (byte) (0x80 | random.nextInt(20));
      }
      try {
        readAll(new FrameReader(LIMIT, new Recorder()), bytes);
      } catch (WebSocketViolation violation) {
        assertThat(violation.code()).isIn(1002, 1007, 1009);
      }
    }
  }

  private static byte[] randomFrames(Random random) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i <= random.nextInt(6); i++) {
      var data = new byte[random.nextInt(300)];
      random.nextBytes(data);
      switch (random.nextInt(4)) {
        case 0 -> bytes.writeBytes(WebSocketClient.frame(0x82, data));
        case 1 -> bytes.writeBytes(frame(0x81, "4" + HexFormat.of().formatHex(data)));
        case 2 -> {
          bytes.writeBytes(WebSocketClient.frame(0x02, data));
          bytes.writeBytes(frame(0x89, "ping"));
          bytes.writeBytes(WebSocketClient.frame(0x80, data));
        }
        default -> bytes.writeBytes(frame(0x89, ""));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] frame(int first, String text) {
    return WebSocketClient.frame(first, text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertViolates(int code, byte[] bytes) {
    assertThatExceptionOfType(WebSocketViolation.class)
        .isThrownBy(() -> readAll(new FrameReader(LIMIT, seen), bytes))
        .extracting(WebSocketViolation::code)
        .isEqualTo(code);
    assertThat(seen.events).isEmpty();
  }

  private void read(byte[]... frames) throws WebSocketViolation {
    for (var frame : frames) {
      readAll(reader, frame);
    }
  }

  private static void readAll(FrameReader reader, byte[] bytes) throws WebSocketViolation {
    var in = Unpooled.wrappedBuffer(ByteBuffer.wrap(bytes));
    while (reader.read(in)) {}
    assertThat(in.isReadable()).isFalse();
  }

  @Test
  void handsOnWhatIsLargeHoweverItComes() throws WebSocketViolation {
    var large = new FrameReader(1 << 20, seen);
    var random = new Random(3);
    var data = new byte[300_000];
    random.nextBytes(data);
    var sent = Unpooled.buffer();
    sent.writeBytes(WebSocketClient.frame(0x82, data)); // at once
    sent.writeBytes(WebSocketClient.frame(0x02, Arrays.copyOf(data, 50_000))); // in fragments
    sent.writeBytes(frame(0x89, "?"));
    sent.writeBytes(WebSocketClient.frame(0x80, Arrays.copyOfRange(data, 50_000, data.length)));

    while (sent.isReadable()) {
      var cut = sent.readSlice(Math.min(sent.readableBytes(), 1 + random.nextInt(70_000)));
      while (large.read(cut)) {}
    }

    var whole = "large binary " + Arrays.hashCode(data);
    assertThat(seen.events).containsExactly(whole, "ping 3f", whole);
  }

  @Test
  void checksTheUtf8OfLargeTextAsItComes() throws WebSocketViolation {
    var large = new FrameReader(1 << 20, seen);
    var text = ("4" + "€🙂".repeat(20_000)).getBytes(StandardCharsets.UTF_8);
    var broken = text.clone();
    broken[text.length / 2] = (byte) 0xff;

    while (large.read(Unpooled.wrappedBuffer(WebSocketClient.frame(0x81, text)))) {
      assertThat(seen.events)
          .containsExactly(
              "large text 4 " + Arrays.hashCode(Arrays.copyOfRange(text, 1, text.length)));
      break;
    }
    assertThatExceptionOfType(WebSocketViolation.class)
        .isThrownBy(() -> large.read(Unpooled.wrappedBuffer(WebSocketClient.frame(0x81, broken))));
  }

  @Test
  void boundsALargeMessageOverAllItsFragments() throws WebSocketViolation {
    var large = new FrameReader(200_000, seen);
    large.read(Unpooled.wrappedBuffer(WebSocketClient.frame(0x02, new byte[150_000])));

    assertThatExceptionOfType(WebSocketViolation.class)
        .isThrownBy(() ->
            large.read(Unpooled.wrappedBuffer(WebSocketClient.frame(0x80, new byte[50_001]))));
  }

  @Test
  void saysThatTheRestOfALargeMessageWillNotCome() throws WebSocketViolation {
    var large = new FrameReader(1 << 20, seen);
    large.read(Unpooled.wrappedBuffer(WebSocketClient.frame(0x02, new byte[150_000])));

    large.abort();
    large.abort();

    assertThat(seen.events).containsExactly("aborted");
  }

  private static final class Recorder implements FrameReader.Sink {
    private final List<String> events = new ArrayList<>();

    @Override
    public void onText(int first, byte[] rest) {
      var type = first < 0 ? "none" : Character.toString(first);
      events.add("text " + type + " " + new String(rest, StandardCharsets.UTF_8));
    }

    @Override
    public void onBinary(byte[] data) {
      events.add("binary " + HexFormat.of().formatHex(data));
    }

    @Override
    public LargeMessage onLarge(int first) {
      var type = first < 0 ? "binary" : "text " + Character.toString(first);
      return new LargeMessage() {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void take(byte[] piece) {
          bytes.writeBytes(piece);
        }

        @Override
        public void end() {
          events.add("large " + type + " " + Arrays.hashCode(bytes.toByteArray()));
        }

        @Override
        public void abort() {
          events.add("aborted");
        }
      };
    }

    @Override
    public void onPing(byte[] data) {
      events.add("ping " + HexFormat.of().formatHex(data));
    }

    @Override
    public void onClose() {
      events.add("close");
    }
  }
}
