package dev.ticketchat.engine.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
  void readsBase64WithLineBreaks() throws MalformedPacketException {
    var packets = readAll("bAQ\r\nID\n\u001e4next");

    assertThat(packets.getFirst().data().bytes()).containsExactly(1, 2, 3);
    assertThat(packets.getLast().data()).hasToString("next");
  }

  @Test
  void refusesInvalidUtf8() {
    var reader = new PayloadReader(new byte[] {'4', (byte) 0xc0, (byte) 0x80});

    assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(reader::next);
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
      var reader = new PayloadReader(payload);
      try {
        while (reader.hasNext()) {
          assertThat(reader.next().data().bytes().length).isLessThan(payload.length);
        }
      } catch (MalformedPacketException expected) {
        assertThat(expected).hasMessageMatching("[a-zA-Z0-9- ]+");
      }
    }
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
    var reader = new PayloadReader(payload.getBytes(StandardCharsets.UTF_8));
    var packets = new ArrayList<Packet>();
    while (reader.hasNext()) {
      packets.add(reader.next());
    }
    return packets;
  }
}
