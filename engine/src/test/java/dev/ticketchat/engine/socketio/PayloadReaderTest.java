package dev.ticketchat.engine.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketchat.engine.large.Lifted;
import dev.ticketchat.engine.socketio.Packet.Payload;
import dev.ticketchat.engine.socketio.PacketAssembler.Extras;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BinaryNode;

class PayloadReaderTest {
  private static final int MAX_NESTING = 20;

  private final PayloadReader reader = new PayloadReader(new JsonMapper(), MAX_NESTING);

  @Test
  void readsTheNameAndTheArgumentsOfAnEvent() throws Exception {
    var received = reader.event(payload("[\"message\",1,\"2\",{\"3\":[true]},null]"), Extras.NONE);

    assertThat(received.event()).isEqualTo("message");
    assertThat(received.arguments())
        .map(Object::toString)
        .containsExactly("1", "\"2\"", "{\"3\":[true]}", "null");
  }

  @Test
  void takesANumberForAnEventsName() throws Exception {
    assertThat(reader.event(payload("[42]"), Extras.NONE).event()).isEqualTo("42");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"message\"",
        "12",
        "abc[\"message\"]",
        "[\"message\"",
        "[\"message\"]]",
        "[\"message\"] 1",
        "[\"message\"][\"message\"]",
        "[null]",
        "[true]",
        "[{}]",
        "[[\"message\"]]",
        "[\"message\",]",
        "['message']",
        "[\"message\",NaN]",
        "[\"message\",01]",
        "[\"message\",\"\n\"]",
        "[\"message\"] // comment",
        "[\"connect\"]",
        "[\"connect_error\"]",
        "[\"disconnect\"]",
        "[\"disconnecting\"]",
        "[\"newListener\"]",
        "[\"removeListener\"]"
      })
  void refusesAnEventThatIsNone(String json) {
    assertThatThrownBy(() -> reader.event(payload(json), Extras.NONE))
        .isInstanceOf(MalformedPacketException.class);
  }

  @Test
  void refusesWhatIsNestedDeeperThanTheBound() throws Exception {
    var most = "[\"e\"," + "[".repeat(MAX_NESTING - 1) + "]".repeat(MAX_NESTING - 1) + "]";
    var tooDeep = "[\"e\"," + "[".repeat(MAX_NESTING) + "]".repeat(MAX_NESTING) + "]";

    assertThat(reader.event(payload(most), Extras.NONE).arguments()).hasSize(1);
    assertThatThrownBy(() -> reader.event(payload(tooDeep), Extras.NONE))
        .isInstanceOf(MalformedPacketException.class);
  }

  @Test
  void readsStringsAndKeysOfAnyLength() throws Exception {
    var text = "x".repeat(200_000);

    var received =
        reader.event(payload("[\"e\",{\"" + text + "\":\"" + text + "\"}]"), Extras.NONE);

    assertThat(received.arguments().getFirst().path(text).stringValue()).isEqualTo(text);
  }

  @Test
  void replacesPlaceholdersByTheirAttachmentsWhereverTheyStand() throws Exception {
    var json =
        "[\"e\",{\"deep\":[{\"_placeholder\":true,\"num\":1}]},{\"_placeholder\":true,\"num\":0}]";

    var arguments = reader.event(payload(json), extras(1, 2)).arguments();

    assertThat(arguments.get(0).path("deep").get(0).binaryValue()).containsExactly(2);
    assertThat(arguments.get(1).binaryValue()).containsExactly(1);
  }

  @Test
  void leavesPlaceholdersOfTextPacketsAlone() throws Exception {
    var json = "[\"e\",{\"_placeholder\":true,\"num\":7}]";

    assertThat(reader.event(payload(json), Extras.NONE).arguments().getFirst().isObject()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-1", "0.5", "\"0\"", "null", "true", "{}", "99999999999"})
  void refusesAPlaceholderWithoutItsAttachment(String index) {
    var json = "[\"e\",[{\"_placeholder\":true,\"num\":" + index + "}]]";

    assertThatThrownBy(() -> reader.event(payload(json), extras(1)))
        .isInstanceOf(MalformedPacketException.class);
  }

  @Test
  void refusesAPlaceholderThatHasNoIndex() {
    assertThatThrownBy(() -> reader.event(payload("[\"e\",{\"_placeholder\":true}]"), extras(1)))
        .isInstanceOf(MalformedPacketException.class);
  }

  @Test
  void takesAnObjectOrNothingForTheAuth() throws Exception {
    assertThat(reader.auth(payload("{\"token\":\"t\"}")).path("token").stringValue())
        .isEqualTo("t");
    assertThat(reader.auth(payload("")).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "1", "\"token\"", "{", "{}{}", "{\"a\":1,}"})
  void refusesAnAuthThatIsNoObject(String json) {
    assertThatThrownBy(() -> reader.auth(payload(json)))
        .isInstanceOf(MalformedPacketException.class);
  }

  @Test
  void refusesAnAuthThatIsTooLongToBeKept() throws Exception {
    var most = "{\"token\":\"" + "x".repeat(16 * 1024 - 12) + "\"}";

    assertThat(reader.auth(payload(most)).path("token").isString()).isTrue();
    assertThatThrownBy(() -> reader.auth(payload(most + " ")))
        .isInstanceOf(MalformedPacketException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "1", "[", "[1]2"})
  void refusesAnAckThatIsNoArray(String json) {
    assertThatThrownBy(() -> reader.ack(payload(json), Extras.NONE))
        .isInstanceOf(MalformedPacketException.class);
  }

  private static Payload payload(String json) {
    return new Payload(("2" + json).getBytes(UTF_8), 1);
  }

  private static Extras extras(int... values) {
    return new Extras(
        IntStream.of(values)
            .<JsonNode>mapToObj(value -> BinaryNode.valueOf(new byte[] {(byte) value}))
            .toList(),
        Lifted.NOTHING);
  }
}
