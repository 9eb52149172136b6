package dev.ticketchat.engine.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.engine.large.LargeMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadReaderTest {

  @Test
  void readsPacketsOfEveryKindInOrder() throws MalformedPacketException {
    var packets = readAll("4hello\u001e2probe\u001ebAQID\u001e4\u001e1");

    assertThat(packets.stream().map(Packet::type))
        .containsExactly(
            Packet.Type.MESSAGE,
            Packet.Type.PING,
            Packet.Type.MESSAGE,
            Packet.Type.MESSAGE,
            Packet.Type.CLOSE);
    assertThat(packets.get(0).data()).hasToString("hello").isInstanceOf(Message.Text.class);
    assertThat(packets.get(2).data()).isInstanceOf(Message.Binary.class);
    assertThat(packets.get(2).data().bytes()).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u001e", "4a\u001e", "abc", "7", "b!", "b====", "B4Q=="})
  void refusesWhatIsNoPacket(String payload) {
    assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> readAll(payload));
  }

  @Test
  void refusesEveryTypeThatIsNoneHoweverThePayloadIsCut() {
    for (int type = 0; type < 256; type++) {
      var pieces = new byte[][] {{(byte) type}, {'4'}, {'a'}};
      if ("0123456b\u001e".indexOf(type) < 0) {
        assertThatExceptionOfType(MalformedPacketException.class)
            .as("type %d", type)
            .isThrownBy(() -> readAll(pieces));
      }
    }
  }

  @Test
  void readsBase64WithLineBreaks() throws MalformedPacketException {
    var packets = readAll("bAQ\r\nID\n\u001e4next");

    assertThat(packets.getFirst().data().bytes()).containsExactly(1, 2, 3);
    assertThat(packets.getLast().data()).hasToString("next");
  }

  @Test
  void refusesInvalidUtf8() {
    assertThatExceptionOfType(MalformedPacketException.class)
        .isThrownBy(() -> readAll(new byte[] {'4', (byte) 0xc0, (byte) 0x80}));
  }

  @Test
  void readsBackWhatWasEncoded() throws MalformedPacketException {
    var random = new Random(7);
    for (int round = 0; round < 500; round++) {
      var messages =
          IntStream.rangeClosed(0, random.nextInt(5)).mapToObj(_ -> message(random)).toList();

      var packets = readAll(Encoded.of(messages).toString());

      assertThat(packets.stream().map(packet -> describe(packet.data())))
          .isEqualTo(messages.stream().map(PayloadReaderTest::describe).toList());
    }
  }

  @Test
  void throwsNothingButMalformedPacketExceptionsWhateverComes() {
    var random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      var payload = new byte[random.nextInt(30)];
      random.nextBytes(payload);
      if (payload.length > 0) {
        payload[0] = (byte) "0123456b\u001e".charAt(random.nextInt(9));
      }
      try {
        for (var packet : readAll(payload)) {
          assertThat(packet.data().bytes().length).isLessThan(payload.length);
        }
      } catch (MalformedPacketException expected) {
        assertThat(expected).hasMessageMatching("[a-zA-Z0-9- ]+");
      }
    }
  }

  @Test
  void readsTheSamePacketsHoweverThePayloadIsCut() throws MalformedPacketException {
    var random = new Random(13);
    var text = "é€🙂".repeat(9_000);
    var bytes = new byte[200_001];
    random.nextBytes(bytes);
    var payload =
        ("4first\u001e4" + text + "\u001eb" + Base64.getEncoder().encodeToString(bytes) + "\u001e3")
            .getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 20; round++) {
      var pieces = new ArrayList<byte[]>();
      for (int at = 0; at < payload.length; ) {
        int end = Math.min(payload.length, at + 1 + random.nextInt(round < 10 ? 100 : 70_000));
        pieces.add(Arrays.copyOfRange(payload, at, end));
        at = end;
      }

      var packets = readAll(pieces.toArray(byte[][]::new));

      assertThat(packets).hasSize(4);
      assertThat(packets.get(0).data()).hasToString("first");
      assertThat(packets.get(1).data()).hasToString(text);
      assertThat(packets.get(2).data().bytes()).isEqualTo(bytes);
      assertThat(packets.get(3).type()).isEqualTo(Packet.Type.PONG);
    }
  }

  @Test
  void handsOnWhatIsLargeAndOnlyThat() throws MalformedPacketException {
    var sink = new Sink();
    var reader = new PayloadReader(sink);
    var most = "x".repeat(LargeMessage.THRESHOLD);
    var chunk = Base64.getEncoder().encodeToString(new byte[LargeMessage.THRESHOLD]);

    reader.add(("4" + most + "\u001eb" + chunk).getBytes(StandardCharsets.UTF_8), () -> {});
    reader.read();
    assertThat(sink.large).isZero();
    reader.add(("\u001e4" + most + "x").getBytes(StandardCharsets.UTF_8), () -> {});
    reader.read();

    assertThat(sink.large).isEqualTo(1);
  }

  @Test
  void waitsWhileNothingIsAccepted() throws MalformedPacketException {
    var sink = new Sink();
    var reader = new PayloadReader(sink);
    sink.accepting = false;
    reader.add("4a".getBytes(StandardCharsets.UTF_8), () -> sink.taken++);

    reader.read();
    assertThat(sink.taken).isZero();
    sink.accepting = true;
    reader.read();

    assertThat(sink.taken).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "b", "4\u00ff"})
  void refusesALargePacketThatIsNoMessage(String start) {
    var text = start.equals("b") ? "!" : "x";
    assertThatExceptionOfType(MalformedPacketException.class)
        .isThrownBy(() -> {
          var payload = start + text.repeat(2 * LargeMessage.THRESHOLD);
          readAll(payload.getBytes(StandardCharsets.ISO_8859_1));
        });
  }

  private static Message message(Random random) {
    var bytes = new byte[random.nextInt(50)];
    random.nextBytes(bytes);
    var text =
        random
            .ints(random.nextInt(20), ' ', 0x1f700)
            .filter(c -> c < 0xd800 || c > 0xdfff)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    return random.nextBoolean() ? Message.binary(bytes) : Message.text(text.toString());
  }

  private static String describe(Message message) {
    return message.getClass().getSimpleName() + Arrays.toString(message.bytes());
  }

  private static List<Packet> readAll(String payload) throws MalformedPacketException {
    return readAll(payload.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Packet> readAll(byte[]... pieces) throws MalformedPacketException {
    var sink = new Sink();
    var reader = new PayloadReader(sink);
    for (var piece : pieces) {
      reader.add(piece, () -> sink.taken++);
      reader.read();
    }
    reader.end();
    reader.read();
    assertThat(sink.taken).isEqualTo(pieces.length);
    assertThat(reader.done()).isTrue();
    return sink.packets;
  }

  /// Remembers what comes; large messages count as packets when they are whole.
  private static final class Sink implements PayloadReader.Sink, SessionListener {
    final List<Packet> packets = new ArrayList<>();
    int large;
    int taken;
    boolean accepting = true;

    @Override
    public boolean accepting() {
      return accepting;
    }

    @Override
    public void onPacket(Packet packet) {
      packets.add(packet);
    }

    @Override
    public LargeMessage onLarge(LargeMessage.Kind kind) {
      large++;
      return onLargeMessage(kind);
    }

    @Override
    public void onMessage(Message message) {
      packets.add(new Packet(Packet.Type.MESSAGE, message));
    }

    @Override
    public void onClose(CloseReason reason) {}
  }
}
