package dev.ticketchat.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

final class AccumulatorTest {
  private final Accumulator accumulator = new Accumulator();

  @Test
  void growsWithWhatComesAndNotWithWhatWasAnnounced() {
    append(10, 1_000_000);

    assertThat(accumulator.array()).hasSizeLessThan(100);
  }

  @Test
  void handsOverItsOwnArrayWhenTheAnnouncedSizeCame() {
    append(600, 1_000);
    append(400, 1_000);
    var array = accumulator.array();

    assertThat(accumulator.take()).isSameAs(array).hasSize(1_000);
    assertThat(accumulator.size()).isZero();
  }

  @Test
  void keepsTheBytesInOrderWhateverWasAnnounced() {
    for (int i = 0; i < 100; i++) {
      assertThat(accumulator.append(Unpooled.wrappedBuffer(new byte[] {(byte) i}), 1, 0))
          .isEqualTo(i);
    }

    var bytes = accumulator.take();
    assertThat(bytes).hasSize(100);
    assertThat(bytes[99]).isEqualTo((byte) 99);
  }

  private void append(int count, int expected) {
    accumulator.append(Unpooled.wrappedBuffer(new byte[count]), count, expected);
  }
}
