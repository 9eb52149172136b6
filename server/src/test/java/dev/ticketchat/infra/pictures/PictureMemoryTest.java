package dev.ticketchat.infra.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What thumbnails of large pictures take, in JVMs that have no more.
final class PictureMemoryTest {
  @TempDir Path folder;

  @Test
  void aHundredMegapixelsFitIntoThirtyTwoMebibytes() throws Exception {
    var picture = folder.resolve("huge.png");
    writePng(picture, 12_000, 9_000);

    assertThat(ThumbnailsTogether.made(32, 25, 1, picture, Pics.PNG)).isEqualTo(1);
  }

  @Test
  void twentyAtOnceStayWithinTheBudget() throws Exception {
    var image =
        Pics.quarters(
            4_000,
            3_000,
            BufferedImage.TYPE_3BYTE_BGR,
            Color.RED,
            Color.GREEN,
            Color.BLUE,
            Color.YELLOW);
    var picture = Files.write(folder.resolve("large.jpg"), Pics.file(image, "jpeg"));

    assertThat(ThumbnailsTogether.made(40, 28, 20, picture, Pics.JPEG)).isEqualTo(20);
  }

  /// Row by row, in colours.
  private static void writePng(Path file, int width, int height) throws IOException {
    try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeLong(0x89504e470d0a1a0aL);
      var header = ByteBuffer.allocate(13).putInt(width).putInt(height);
      chunk(out, "IHDR", header.put(new byte[] {8, 2, 0, 0, 0}).array(), 13);
      var deflater = new Deflater(1);
      var row = new byte[1 + 3 * width];
      var packed = new byte[1 << 16];
      for (var y = 0; y <= height; y++) {
        if (y == height) {
          deflater.finish();
        } else {
          deflater.setInput(row);
        }
        for (int length; (length = deflater.deflate(packed)) > 0; ) {
          chunk(out, "IDAT", packed, length);
        }
      }
      deflater.end();
      chunk(out, "IEND", packed, 0);
    }
  }

  private static void chunk(DataOutputStream out, String type, byte[] data, int length)
      throws IOException {
    var name = type.getBytes(StandardCharsets.US_ASCII);
    var sum = new CRC32();
    sum.update(name);
    sum.update(data, 0, length);
    out.writeInt(length);
    out.write(name);
    out.write(data, 0, length);
    out.writeInt((int) sum.getValue());
  }
}
