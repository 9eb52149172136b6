package dev.ticketchat.engine.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EncodedTest {

  @Test
  void framesTextWithItsTypeAndBinaryWithout() {
    var encoded = Encoded.of(Message.text("hé"), Message.binary(new byte[] {1, 2}));

    assertThat(frames(encoded)).isEqualTo("8104" + "3468c3a9" + "8202" + "0102");
  }

  @Test
  void joinsThePacketsOfAPayload() {
    var encoded =
        Encoded.of(Message.text("hé"), Message.binary(new byte[] {1, 2, 3, 4}), Message.text(""));

    assertThat(encoded).hasToString("4hé\u001ebAQIDBA==\u001e4");
  }

  @ParameterizedTest
  @CsvSource({"125,827d", "126,827e007e", "65535,827effff", "65536,827f0000000000010000"})
  void usesTheShortestFormOfLength(int length, String header) {
    var encoded = Encoded.of(Message.binary(new byte[length]));

    assertThat(frames(encoded)).isEqualTo(header + "00".repeat(length));
  }

  @Test
  void givesEachConnectionABufferOfItsOwn() {
    for (int length : new int[] {10, 10_000}) {
      var encoded = Encoded.of(Message.binary(new byte[length]));
      var one = encoded.frames(UnpooledByteBufAllocator.DEFAULT);
      var other = encoded.frames(UnpooledByteBufAllocator.DEFAULT);

      one.skipBytes(one.readableBytes()).release();

      assertThat(other.readableBytes()).isGreaterThan(length);
      assertThat(other.refCnt()).isEqualTo(1);
      other.release();
    }
  }

  @Test
  void countsEmptyMessagesToo() {
    assertThat(Encoded.of(Message.text("")).size()).isPositive();
  }

  @Test
  void refusesNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> Encoded.of(List.of()));
  }

  private static String frames(Encoded encoded) {
    ByteBuf frames = encoded.frames(UnpooledByteBufAllocator.DEFAULT);
    try {
      return ByteBufUtil.hexDump(frames);
    } finally {
      frames.release();
    }
  }
}
