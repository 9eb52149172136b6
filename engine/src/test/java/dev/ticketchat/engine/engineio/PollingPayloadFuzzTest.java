package dev.ticketchat.engine.engineio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ticketchat.engine.fuzz.Allocation;
import dev.ticketchat.engine.fuzz.Fuzzed;
import dev.ticketchat.engine.large.LargeMessage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Whatever a client posts.
final class PollingPayloadFuzzTest {
  private static final int LARGE = 90_000;

  @FuzzTest
  void readsTheSamePacketsHoweverThePayloadIsCutAndReadsBackWhatItRead(byte[] input) {
    var payload = Fuzzed.of(input).grownTo(LARGE);

    var seen = Allocation.boundedBy(payload.bytes().length, () -> Seen.of(payload.whole()));

    assertThat(Seen.of(payload.cut())).isEqualTo(seen);
    assertThat(seen.packets().stream().mapToInt(Seen.Part::size).sum())
        .isLessThanOrEqualTo(payload.bytes().length);
    assertReadsBack(seen.messages());
  }

  private static void assertReadsBack(List<Message> messages) {
    if (!messages.isEmpty()) {
      var again = Seen.of(List.of(Encoded.of(messages).payload()));
      assertThat(again.packets()).isEqualTo(messages.stream().map(Seen.Part::of).toList());
      assertThat(again.malformed()).isFalse();
    }
  }

  /// What a payload amounts to: packets, and whether one that is none came after them.
  private record Seen(List<Part> packets, boolean malformed) {

    record Part(Packet.Type type, boolean binary, String bytes) {
      static Part of(Message message) {
        return of(new Packet(Packet.Type.MESSAGE, message));
      }

      static Part of(Packet packet) {
        var binary = packet.data() instanceof Message.Binary;
        return new Part(packet.type(), binary, new String(packet.data().bytes(), ISO_8859_1));
      }

      int size() {
        return bytes.length();
      }

      Message message() {
        var content = bytes.getBytes(ISO_8859_1);
        return binary ? new Message.Binary(content) : new Message.Text(content);
      }
    }

    static Seen of(List<byte[]> pieces) {
      var packets = new ArrayList<Part>();
      var reader = new PayloadReader(new Collector(packets));
      try {
        for (var piece : pieces) {
          reader.add(piece, () -> {});
          reader.read();
        }
        reader.end();
        reader.read();
        assertThat(reader.done()).isTrue();
        return new Seen(packets, false);
      } catch (MalformedPacketException _) {
        reader.abort();
        return new Seen(packets, true);
      }
    }

    List<Message> messages() {
      return packets.stream()
          .filter(part -> part.type() == Packet.Type.MESSAGE)
          .map(Part::message)
          .toList();
    }
  }

  private record Collector(List<Seen.Part> packets) implements PayloadReader.Sink {
    @Override
    public boolean accepting() {
      return true;
    }

    @Override
    public void onPacket(Packet packet) {
      packets.add(Seen.Part.of(packet));
    }

    @Override
    public LargeMessage onLarge(LargeMessage.Kind kind) {
      var collected = new ByteArrayOutputStream();
      return new LargeMessage() {
        @Override
        public void take(byte[] piece) {
          collected.writeBytes(piece);
        }

        @Override
        public void end() {
          var bytes = collected.toByteArray();
          packets.add(
              Seen.Part.of(
                  kind == Kind.BINARY ? new Message.Binary(bytes) : new Message.Text(bytes)));
        }

        @Override
        public void abort() {}
      };
    }
  }
}
