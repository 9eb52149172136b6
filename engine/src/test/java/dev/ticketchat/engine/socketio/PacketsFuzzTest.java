package dev.ticketchat.engine.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ticketchat.engine.engineio.Encoded;
import dev.ticketchat.engine.engineio.Message;
import dev.ticketchat.engine.fuzz.Allocation;
import dev.ticketchat.engine.large.Spool;
import dev.ticketchat.engine.socketio.PacketAssembler.Extras;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever messages a client sends: texts, and bytes between them.
final class PacketsFuzzTest {
  /// Stand in the input before a text and before bytes, where they are no part of valid UTF-8.
  private static final byte TEXT = (byte) 0xff;

  private static final byte BINARY = (byte) 0xfe;

  private static final SocketIoConfig DEFAULTS = SocketIoConfig.defaults();

  /// An attachment may be named many times, and is sent as many times.
  private static final SocketIoConfig MANY_ATTACHMENTS =
      new SocketIoConfig(
          DEFAULTS.connectTimeout(), 1_000_000, DEFAULTS.maxNesting() + 1, 1 << 30, 1);

  private final Shared shared = Shared.of(DEFAULTS, JsonMapper.shared(), Optional.empty());
  private final Shared ofPeer = Shared.of(MANY_ATTACHMENTS, JsonMapper.shared(), Optional.empty());

  @FuzzTest
  void areEventsThatReadTheSameWhenTheyAreWrittenAgain(byte[] input) {
    var messages = messages(input);

    for (var seen : Allocation.boundedBy(input.length, () -> read(shared, messages))) {
      assertThat(seen.attachments()).isLessThanOrEqualTo(DEFAULTS.maxAttachments());
      if (seen.said().isPresent() && isWritable(seen)) {
        var written = write(seen);
        assertThat(read(ofPeer, written)).extracting(Seen::said).containsExactly(seen.said());
      }
    }
  }

  /// Numbers beyond all doubles become infinite, which JSON has no word for; the separator of
  /// payloads never stands in a namespace that is there.
  private static boolean isWritable(Seen seen) {
    var said = seen.said().orElseThrow();
    return !said.namespace().contains("\u001e")
        && said.arguments().stream().noneMatch(PacketsFuzzTest::hasInfinity);
  }

  private static boolean hasInfinity(JsonNode node) {
    return node.isNumber()
        ? Double.isInfinite(node.doubleValue()) && !node.isIntegralNumber()
        : node.values().stream().anyMatch(PacketsFuzzTest::hasInfinity);
  }

  private List<Message> write(Seen seen) {
    var said = seen.said().orElseThrow();
    Object[] arguments = said.arguments().toArray();
    var encoded =
        said.name().isPresent()
            ? shared.encoder().event(said.namespace(), said.ackId(), said.name().get(), arguments)
            : shared.encoder().ack(said.namespace(), said.ackId().getAsLong(), arguments);
    return messagesOf(encoded);
  }

  private static List<Message> messagesOf(Encoded encoded) {
    return Arrays.stream(encoded.toString().split("\u001e", -1))
        .map(part ->
            part.startsWith("b")
                ? Message.binary(Base64.getDecoder().decode(part.substring(1)))
                : Message.text(part.substring(1)))
        .toList();
  }

  private static List<Message> messages(byte[] input) {
    var messages = new ArrayList<Message>();
    int start = 0;
    for (int at = 0; at <= input.length; at++) {
      if (at == input.length || input[at] == TEXT || input[at] == BINARY) {
        var bytes = Arrays.copyOfRange(input, start, at);
        if (start > 0 && input[start - 1] == BINARY) {
          messages.add(Message.binary(bytes));
        } else if (isText(bytes)) {
          messages.add(new Message.Text(bytes));
        }
        start = at + 1;
      }
    }
    return messages;
  }

  private static boolean isText(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  private static List<Seen> read(Shared shared, List<Message> messages) {
    var collector = new Collector(shared);
    var assembler = new PacketAssembler(shared, collector, collector);
    for (var message : messages) {
      if (!collector.closed) {
        assembler.add(message);
      }
    }
    assembler.abort();
    return collector.seen;
  }

  /// A packet.
  ///
  /// @param said by an event or an ack
  private record Seen(int attachments, Optional<Said> said) {}

  private record Said(
      String namespace, OptionalLong ackId, Optional<String> name, List<JsonNode> arguments) {}

  private static final class Collector implements PacketAssembler.Receiver, Spool.Sender {
    final List<Seen> seen = new ArrayList<>();
    boolean closed;
    private final Shared shared;

    Collector(Shared shared) {
      this.shared = shared;
    }

    @Override
    public void onText(Packet packet) {
      assertThat(packet.attachments()).isPositive();
    }

    @Override
    public void onPacket(Packet packet, Extras extras) throws MalformedPacketException {
      assertThat(extras.attachments()).hasSize(packet.attachments());
      assertThat(packet.namespace()).startsWith("/");
      seen.add(new Seen(packet.attachments(), said(packet, extras)));
    }

    private Optional<Said> said(Packet packet, Extras extras) throws MalformedPacketException {
      return switch (packet) {
        case Packet.Event(var namespace, var ackId, var _, var payload) -> {
          var event = shared.reader().event(payload, extras);
          yield Optional.of(
              new Said(namespace, ackId, Optional.of(event.event()), event.arguments()));
        }
        case Packet.Ack(var namespace, var id, var _, var payload) -> {
          var arguments = shared.reader().ack(payload, extras);
          yield Optional.of(new Said(namespace, OptionalLong.of(id), Optional.empty(), arguments));
        }
        case Packet.Connect connect -> {
          assertThat(shared.reader().auth(connect.payload()).isObject()).isTrue();
          yield Optional.empty();
        }
        case Packet.Disconnect _, Packet.ConnectError _ -> Optional.empty();
      };
    }

    @Override
    public void onMalformed(MalformedPacketException why) {
      assertThat(why).hasMessageMatching("[a-zA-Z0-9:; -]{1,100}");
      closed = true;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public boolean trusted() {
      return false;
    }
  }
}
