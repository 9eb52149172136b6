package dev.ticketchat.engine.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketchat.engine.socketio.Packet.Payload;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {
  private static final int MAX_ATTACHMENTS = 10;

  @Test
  void readsAConnectToTheMainNamespace() throws Exception {
    var packet = (Packet.Connect) decode("0{\"token\":\"123\"}");

    assertThat(packet.namespace()).isEqualTo("/");
    assertThat(text(packet.payload())).isEqualTo("{\"token\":\"123\"}");
  }

  @Test
  void readsANamespaceUpToTheCommaOrTheEnd() throws Exception {
    assertThat(decode("0/custom").namespace()).isEqualTo("/custom");
    assertThat(decode("0/custom,").namespace()).isEqualTo("/custom");
    assertThat(decode("1/custom").namespace()).isEqualTo("/custom");
    assertThat(decode("2/grüße,[\"a\"]").namespace()).isEqualTo("/grüße");
  }

  @Test
  void readsAnEventWithNamespaceAndAckId() throws Exception {
    var packet = (Packet.Event) decode("2/admin,456[\"project:delete\",123]");

    assertThat(packet.namespace()).isEqualTo("/admin");
    assertThat(packet.ackId()).hasValue(456);
    assertThat(packet.attachments()).isZero();
    assertThat(text(packet.payload())).isEqualTo("[\"project:delete\",123]");
  }

  @Test
  void readsTheNumberOfAttachmentsOfBinaryPackets() throws Exception {
    var event = (Packet.Event) decode("52-/admin,7[\"e\"]");
    var ack = (Packet.Ack) decode("61-12[1]");

    assertThat(event.attachments()).isEqualTo(2);
    assertThat(event.ackId()).hasValue(7);
    assertThat(ack.attachments()).isEqualTo(1);
    assertThat(ack.id()).isEqualTo(12);
  }

  @Test
  void takesNoDigitsForNoAckId() throws Exception {
    assertThat(((Packet.Event) decode("2[\"e\"]")).ackId()).isEqualTo(OptionalLong.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "abc",
        "-1",
        "2",
        "2/custom,",
        "212",
        "3",
        "3[]",
        "1{}",
        "1[]",
        "5[\"e\"]",
        "5-[\"e\"]",
        "50-[\"e\"]",
        "511-[\"e\"]",
        "51[\"e\"]",
        "5x-[\"e\"]",
        "51.5-[\"e\"]",
        "51",
        "61-[1]",
        "5999999999999999999-[\"e\"]",
        "21234567890123456789[\"e\"]"
      })
  void refusesAMalformedHead(String text) {
    assertThatThrownBy(() -> decode(text)).isInstanceOf(MalformedPacketException.class);
  }

  @Test
  void endsEveryTextInAPacketOrARefusal() {
    var random = new Random(20_261_123);
    var alphabet = "0123456789-/,[]{}\"abc\u00e9 ".getBytes(UTF_8);

    for (int i = 0; i < 200_000; i++) {
      var text = new byte[random.nextInt(24)];
      for (int at = 0; at < text.length; at++) {
        text[at] = alphabet[random.nextInt(alphabet.length)];
      }
      try {
        assertThat(PacketDecoder.decode(text, MAX_ATTACHMENTS).namespace()).startsWith("/");
      } catch (MalformedPacketException refused) {
        assertThat(refused).hasMessageNotContaining(new String(text, UTF_8) + "\0");
      }
    }
  }

  private static Packet decode(String text) throws MalformedPacketException {
    return PacketDecoder.decode(text.getBytes(UTF_8), MAX_ATTACHMENTS);
  }

  private static String text(Payload payload) {
    return new String(payload.text(), payload.from(), payload.length(), UTF_8);
  }
}
