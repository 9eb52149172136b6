package dev.ticketchat.engine.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.engine.engineio.Encoded;
import dev.ticketchat.engine.engineio.Message;
import dev.ticketchat.engine.engineio.RecordingSession;
import dev.ticketchat.engine.large.Lifted;
import dev.ticketchat.engine.socketio.PacketAssembler.Extras;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What is encoded decodes to the same, and nothing that comes does anything but decode or be
/// refused: for many generated packets, the same ones in each run.
class PacketCodecTest {
  private static final int RUNS = 5_000;
  private static final int MANY_ATTACHMENTS = 1_000;
  private static final int DEPTH = 5;

  private final JsonMapper json = new JsonMapper();
  private final PacketEncoder encoder = new PacketEncoder(json);
  private final PayloadReader reader = new PayloadReader(json, 100);
  private final Random random = new Random(20_261_123);

  @Test
  void decodesTheEventsThatItEncodes() throws Exception {
    for (int i = 0; i < RUNS; i++) {
      var namespace = namespace();
      var id = random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(999));
      var event = text();
      var args = values(DEPTH);

      var messages = RecordingSession.messages(encoder.event(namespace, id, event, args.toArray()));
      var packet = (Packet.Event) decode(messages);

      assertThat(packet.namespace()).isEqualTo(namespace);
      assertThat(packet.ackId()).isEqualTo(id);
      assertThat(packet.attachments()).isEqualTo(messages.size() - 1);
      var received = reader.event(packet.payload(), attachments(messages));
      assertThat(received.event()).isEqualTo(event);
      assertThat(received.arguments()).isEqualTo(args);
    }
  }

  @Test
  void decodesTheAcksThatItEncodes() throws Exception {
    for (int i = 0; i < RUNS; i++) {
      var namespace = namespace();
      long id = random.nextLong(1L << 53);
      var args = values(DEPTH);

      var messages = RecordingSession.messages(encoder.ack(namespace, id, args.toArray()));
      var packet = (Packet.Ack) decode(messages);

      assertThat(packet.namespace()).isEqualTo(namespace);
      assertThat(packet.id()).isEqualTo(id);
      assertThat(reader.ack(packet.payload(), attachments(messages))).isEqualTo(args);
    }
  }

  @Test
  void writesThePacketsWithoutArgumentsAsTheProtocolHasThem() {
    assertThat(only(encoder.connect("/", "abc"))).isEqualTo("0{\"sid\":\"abc\"}");
    assertThat(only(encoder.connect("/custom", "abc"))).isEqualTo("0/custom,{\"sid\":\"abc\"}");
    assertThat(only(encoder.disconnect("/"))).isEqualTo("1");
    assertThat(only(encoder.disconnect("/custom"))).isEqualTo("1/custom,");
    assertThat(only(encoder.connectError("/custom", "no", null)))
        .isEqualTo("4/custom,{\"message\":\"no\"}");
    assertThat(only(encoder.connectError("/", "no", List.of(1))))
        .isEqualTo("4{\"message\":\"no\",\"data\":[1]}");
  }

  @Test
  void refusesOrReadsWhateverAValidPacketIsTurnedInto() {
    int refused = 0;
    for (int i = 0; i < RUNS; i++) {
      var encoded = encoder.event(namespace(), OptionalLong.of(1), text(), values(3).toArray());
      var messages = RecordingSession.messages(encoded);
      var text = messages.getFirst().bytes().clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(32, 127);
      }
      try {
        var packet = PacketDecoder.decode(text, MANY_ATTACHMENTS);
        if (packet instanceof Packet.Event event) {
          assertThat(reader.event(event.payload(), attachments(messages)).event()).isNotNull();
        }
      } catch (MalformedPacketException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, RUNS - 1);
  }

  private static Packet decode(List<Message> messages) throws MalformedPacketException {
    return PacketDecoder.decode(messages.getFirst().bytes(), MANY_ATTACHMENTS);
  }

  private static Extras attachments(List<Message> messages) {
    return new Extras(
        messages.stream()
            .skip(1)
            .<JsonNode>map(message -> BinaryNode.valueOf(message.bytes()))
            .toList(),
        Lifted.NOTHING);
  }

  private static String only(Encoded encoded) {
    var messages = RecordingSession.messages(encoded);
    assertThat(messages).hasSize(1);
    return new String(messages.getFirst().bytes(), UTF_8);
  }

  private String namespace() {
    return List.of("/", "/custom", "/a/b", "/größe", "/1-2").get(random.nextInt(5));
  }

  private List<JsonNode> values(int depth) {
    var values = new ArrayList<JsonNode>();
    for (int i = random.nextInt(4); i > 0; i--) {
      values.add(value(depth));
    }
    return values;
  }

  private JsonNode value(int depth) {
    var nodes = JsonNodeFactory.instance;
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> nodes.nullNode();
      case 1 -> nodes.booleanNode(random.nextBoolean());
      case 2 -> nodes.numberNode(random.nextInt());
      case 3 -> nodes.numberNode(random.nextDouble());
      case 4 -> nodes.stringNode(text());
      case 5 -> nodes.binaryNode(bytes());
      case 6 -> nodes.arrayNode().addAll(values(depth - 1));
      default -> {
        var object = nodes.objectNode();
        values(depth - 1).forEach(value -> object.set(text(), value));
        yield object;
      }
    };
  }

  private byte[] bytes() {
    var bytes = new byte[random.nextInt(8)];
    random.nextBytes(bytes);
    return bytes;
  }

  /// Text with what needs care in JSON, in UTF-8 or in a packet's head.
  private String text() {
    var pieces =
        List.of("a", "7", "-", "/", ",", "\"", "\\", "\u0000", "\u001e", "é", "€", "😀", "[");
    var text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }
}
