package dev.ticketchat.infra.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.files.FileType;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ThumbnailTest {
  /// What the corners of a picture show when it is upright.
  enum Corner {
    TL(Color.RED),
    TR(Color.GREEN),
    BL(Color.BLUE),
    BR(Color.YELLOW);

    private final Color colour;

    Corner(Color colour) {
      this.colour = colour;
    }
  }

  /// The same picture, 64 by 48, as an encoder of WebP made it with and without loss.
  private static final String LOSSY_WEBP =
      "UklGRoAAAABXRUJQVlA4IHQAAACQBQCdASpAADAAPq1EnEmmI6KhMqgAwBWJQBi4uB/APxg2LHgH41/iTX/gPE99gAQm"
          + "zvSwAAD+7UypdtXXquegqL7R6yquluB+xn3y3G6CN0Eb/ob1/a5//CJjZS9+Rsj96h//2hRd6I7YA/6lDCY9pecA"
          + "AA==";

  private static final String LOSSLESS_WEBP =
      "UklGRjoAAABXRUJQVlA4TC0AAAAvP8ALAB8gEEjaH3qN+RcQFPk/2vwHXySASIDEk570pIlOjOj/BByLvgWHvgEA";

  @TempDir Path folder;

  private ImageIoPictures pictures = new ImageIoPictures(64 << 20);

  @ParameterizedTest
  @CsvSource({
    "1, TL, TR, BL, BR, 480, 320",
    "2, TR, TL, BR, BL, 480, 320",
    "3, BR, BL, TR, TL, 480, 320",
    "4, BL, BR, TL, TR, 480, 320",
    "5, TL, BL, TR, BR, 320, 480",
    "6, TR, BR, TL, BL, 320, 480",
    "7, BR, TR, BL, TL, 320, 480",
    "8, BL, TL, BR, TR, 320, 480"
  })
  void isUpright(int orientation, Corner a, Corner b, Corner c, Corner d, int width, int height)
      throws Exception {
    var stored =
        Pics.quarters(
            1200, 800, BufferedImage.TYPE_INT_RGB, a.colour, b.colour, c.colour, d.colour);
    var order = orientation % 2 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    var exif = new ExifBuilder(order).orientation(orientation).build();

    var thumbnail = image(Pics.withExif(Pics.file(stored, "jpeg"), exif), Pics.JPEG);

    assertThat(thumbnail.getWidth()).isEqualTo(width);
    assertThat(thumbnail.getHeight()).isEqualTo(height);
    expectCorners(thumbnail);
  }

  @Test
  void isUprightWhenAPngSaysSo() throws Exception {
    var exif = new ExifBuilder(ByteOrder.BIG_ENDIAN).orientation(6).build();
    var stored =
        Pics.quarters(
            60, 40, BufferedImage.TYPE_INT_RGB, Color.GREEN, Color.YELLOW, Color.RED, Color.BLUE);

    var thumbnail = image(Pics.withChunk(Pics.file(stored, "png"), "eXIf", exif), Pics.PNG);

    assertThat(thumbnail.getWidth()).isEqualTo(40);
    expectCorners(thumbnail);
  }

  @ParameterizedTest
  @CsvSource({
    "481, 100, 480, 100",
    "3000, 3000, 480, 480",
    "100, 5000, 10, 480",
    "9000, 3, 480, 1",
    "1, 2000, 1, 480",
    "1921, 1080, 480, 270"
  })
  void fitsIntoItsBound(int width, int height, int smallWidth, int smallHeight) throws Exception {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);

    var thumbnail = image(Pics.file(picture, "png"), Pics.PNG);

    assertThat(thumbnail.getWidth()).isEqualTo(smallWidth);
    assertThat(thumbnail.getHeight()).isEqualTo(smallHeight);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "480, 480", "33, 17"})
  void makesNoPictureLarger(int width, int height) throws Exception {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);

    var thumbnail = image(Pics.file(picture, "png"), Pics.PNG);

    assertThat(thumbnail.getWidth()).isEqualTo(width);
    assertThat(thumbnail.getHeight()).isEqualTo(height);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
  void isMadeOfWhatTheJdkReads(String format) throws Exception {
    var bytes = Pics.file(upright(1000, 700, BufferedImage.TYPE_INT_RGB), format);

    expectCorners(image(bytes, new FileType("image/" + format, "", true)));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_INT_ARGB
      })
  void isMadeOfPngsOfEveryKind(int type) throws Exception {
    expectCorners(image(Pics.file(upright(1000, 700, type), "png"), Pics.PNG));
  }

  @ParameterizedTest
  @ValueSource(strings = {LOSSY_WEBP, LOSSLESS_WEBP})
  void isMadeOfWebP(String encoded) throws Exception {
    expectCorners(image(Base64.getDecoder().decode(encoded), Pics.WEBP));
  }

  @Test
  void isMadeOfAProgressiveJpeg() throws Exception {
    var bytes = Pics.progressiveJpeg(upright(1000, 700, BufferedImage.TYPE_INT_RGB));

    expectCorners(image(bytes, Pics.JPEG));
  }

  @Test
  void isAPngOnlyWhereThePictureIsTransparent() throws Exception {
    var opaque = Pics.file(upright(600, 600, BufferedImage.TYPE_INT_ARGB), "png");
    var transparent =
        Pics.file(
            Pics.quarters(
                600,
                600,
                BufferedImage.TYPE_INT_ARGB,
                new Color(255, 0, 0, 0),
                new Color(0, 255, 0, 128),
                Color.BLUE,
                Color.YELLOW),
            "png");

    assertThat(type(opaque, Pics.PNG)).hasValue(Pics.JPEG);
    assertThat(type(transparent, Pics.PNG)).hasValue(Pics.PNG);
    var thumbnail = image(transparent, Pics.PNG);
    assertThat(thumbnail.getRGB(20, 20) >>> 24).isZero();
    assertThat(thumbnail.getRGB(450, 20) >>> 24).isBetween(126, 130);
    assertThat(thumbnail.getRGB(20, 450)).isEqualTo(Color.BLUE.getRGB());
  }

  @Test
  void averagesRatherThanSkipping() throws Exception {
    var picture = new BufferedImage(1900, 1900, BufferedImage.TYPE_INT_RGB);
    for (var y = 0; y < 1900; y++) {
      for (var x = y % 2; x < 1900; x += 2) {
        picture.setRGB(x, y, 0xffffff);
      }
    }

    var thumbnail = image(Pics.file(picture, "png"), Pics.PNG);

    for (var x = 10; x < 470; x += 20) {
      assertThat(new Color(thumbnail.getRGB(x, x)).getGreen()).isBetween(100, 156);
    }
  }

  @Test
  void carriesNoMetadata() throws Exception {
    var exif = new ExifBuilder(ByteOrder.LITTLE_ENDIAN).build();
    var bytes =
        Pics.withExif(Pics.file(upright(100, 100, BufferedImage.TYPE_INT_RGB), "jpeg"), exif);
    type(bytes, Pics.JPEG);

    assertThat(Files.readString(target(), ISO_8859_1)).doesNotContain("Exif", "Pocket");
  }

  @Test
  void doesNotTouchThePicture() throws Exception {
    var bytes = Pics.file(upright(100, 100, BufferedImage.TYPE_INT_RGB), "jpeg");

    type(bytes, Pics.JPEG);

    assertThat(Files.readAllBytes(picture())).isEqualTo(bytes);
  }

  @Test
  void isNotMadeOfWhatIsNoPicture() throws Exception {
    var jpeg = Pics.file(upright(100, 100, BufferedImage.TYPE_INT_RGB), "jpeg");

    assertThat(type(new byte[0], Pics.JPEG)).isEmpty();
    assertThat(type("not a picture".getBytes(ISO_8859_1), Pics.PNG)).isEmpty();
    assertThat(type(Arrays.copyOf(jpeg, 100), Pics.JPEG)).isEmpty();
    assertThat(type(jpeg, Pics.PNG)).isEmpty();
    assertThat(type(jpeg, new FileType("image/heic", "heic", true))).isEmpty();
    assertThat(Files.size(target())).isZero();
  }

  @Test
  void isNotMadeOfAPictureThatNeedsMoreMemoryThanThereIs() throws Exception {
    var image = upright(4000, 3000, BufferedImage.TYPE_3BYTE_BGR);
    var baseline = Pics.file(image, "jpeg");
    var progressive = Pics.progressiveJpeg(image);

    pictures = new ImageIoPictures(32 << 20);

    assertThat(type(baseline, Pics.JPEG)).isPresent();
    assertThat(type(progressive, Pics.JPEG)).isEmpty();
  }

  @Test
  void isNotMadeOfAJpegWithScansWithoutEnd() throws Exception {
    var jpeg = Pics.file(upright(100, 100, BufferedImage.TYPE_INT_RGB), "jpeg");
    var scan = new byte[] {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0};
    var bytes = ByteBuffer.allocate(jpeg.length + 200 * scan.length);
    bytes.put(jpeg, 0, jpeg.length - 2);
    for (var i = 0; i < 200; i++) {
      bytes.put(scan);
    }
    bytes.put(jpeg, jpeg.length - 2, 2);

    assertThat(type(bytes.array(), Pics.JPEG)).isEmpty();
  }

  @Test
  void isMadeOfAJpegWithAVideoBehindIt() throws Exception {
    var exif = new ExifBuilder(ByteOrder.LITTLE_ENDIAN).build();
    var jpeg =
        Pics.withExif(Pics.file(upright(900, 600, BufferedImage.TYPE_INT_RGB), "jpeg"), exif);
    var video = new byte[9 << 20];
    new Random(1).nextBytes(video);
    var bytes = ByteBuffer.allocate(jpeg.length + video.length).put(jpeg).put(video).array();

    expectCorners(image(bytes, Pics.JPEG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "lossy", "lossless"})
  @Timeout(180)
  void takesWhateverBytesCome(String format) throws Exception {
    var random = new Random(7);
    pictures = new ImageIoPictures(12 << 20);
    var image = upright(90, 60, BufferedImage.TYPE_INT_RGB);
    var original =
        switch (format) {
          case "lossy" -> Base64.getDecoder().decode(LOSSY_WEBP);
          case "lossless" -> Base64.getDecoder().decode(LOSSLESS_WEBP);
          default -> Pics.file(image, format);
        };
    var mimeType = "image/" + (format.startsWith("loss") ? "webp" : format);

    var none = 0;
    for (var i = 0; i < 800; i++) {
      var mutated = original.clone();
      for (var n = random.nextInt(1, 8); n > 0; n--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      var made = type(mutated, new FileType(mimeType, "", true));
      none += made.isEmpty() ? 1 : 0;
      assertThat(Files.size(target()) > 0).isEqualTo(made.isPresent());
    }
    assertThat(none).isBetween(1, 799);
  }

  private Optional<FileType> type(byte[] picture, FileType type) throws IOException {
    Files.write(picture(), picture);
    Files.write(target(), new byte[0]);
    return pictures.thumbnail(picture(), type, target());
  }

  private BufferedImage image(byte[] picture, FileType type) throws IOException {
    assertThat(type(picture, type)).isPresent();
    return ImageIO.read(target().toFile());
  }

  private Path picture() {
    return folder.resolve("picture");
  }

  private Path target() {
    return folder.resolve("thumbnail");
  }

  private static BufferedImage upright(int width, int height, int type) {
    return Pics.quarters(width, height, type, Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW);
  }

  private static void expectCorners(BufferedImage image) {
    var right = image.getWidth() - 5;
    var bottom = image.getHeight() - 5;
    expectColour(image.getRGB(4, 4), Color.RED);
    expectColour(image.getRGB(right, 4), Color.GREEN);
    expectColour(image.getRGB(4, bottom), Color.BLUE);
    expectColour(image.getRGB(right, bottom), Color.YELLOW);
  }

  private static void expectColour(int rgb, Color expected) {
    var colour = new Color(rgb);
    assertThat(colour.getRed()).isCloseTo(expected.getRed(), within());
    assertThat(colour.getGreen()).isCloseTo(expected.getGreen(), within());
    assertThat(colour.getBlue()).isCloseTo(expected.getBlue(), within());
  }

  private static Offset<Integer> within() {
    return Offset.offset(30);
  }
}
