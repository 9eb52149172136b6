package dev.ticketchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PictureTest {

  @ParameterizedTest
  @ValueSource(ints = {Picture.SMALLEST, 201, 1_000, 100_001, 1 << 20, 10_000_000, 32 << 20})
  void canBeReadAndHasItsSize(int size) throws IOException {
    var bytes = Picture.png(size, new Random(1));

    assertThat(bytes).hasSize(size);
    var picture = ImageIO.read(new ByteArrayInputStream(bytes));
    assertThat(picture.getWidth()).isEqualTo(picture.getHeight());
    assertThat((double) picture.getWidth() * picture.getHeight())
        .isBetween(0.1 * size, (double) size);
  }
}
