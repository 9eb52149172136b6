package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StampTest {
  private static final int RUN = 0xcafe1234;

  private final Stamp stamp = new Stamp(RUN);

  @Test
  void readsWhatWasWritten() {
    var bytes = ("{\"message\":\"" + written(19_999, 77, 123_456_789_012L) + " hello\"}");

    assertThat(read(bytes)).isTrue();

    assertThat(stamp.sender()).isEqualTo(19_999);
    assertThat(stamp.number()).isEqualTo(77);
    assertThat(stamp.time()).isEqualTo(123_456_789_012L);
  }

  @Test
  void findsItWhereverItIs() {
    for (var before : new String[] {"", "....", "..", "...^tc..", ""}) {
      assertThat(read(before + written(1, 2, 3))).isTrue();
    }
  }

  @Test
  void hasItsLength() {
    assertThat(written(1, 2, 3)).hasSize(Stamp.LENGTH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "^tc:",
        "^tc:cafe1235.00000001.00000002.0000000000000003$",
        "^tc:cafe1234.0000000X.00000002.0000000000000003$",
        "^tc:cafe1234.00000001.00000002.000000000000000$"
      })
  void isNotFoundInWhatIsNotOfThisRun(String text) {
    assertThat(read(text)).isFalse();
  }

  private boolean read(String text) {
    var bytes = ("##" + text).getBytes(US_ASCII);
    return stamp.read(bytes, 2, bytes.length);
  }

  private String written(int sender, int number, long time) {
    var packet = new PacketBuffer(UnpooledByteBufAllocator.DEFAULT).start();
    stamp.write(packet, sender, number, time);
    return new String(ByteBufUtil.getBytes(packet.lastPart(0, 0)), US_ASCII);
  }
}
