package dev.ticketchat.infra.pictures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.FileType;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PositionsTest {
  private static final byte[] PLAIN = jpeg();

  /// Where EXIF begins in a JPEG to which it was added.
  private static final int IN_JPEG = 12;

  private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
  private static final String EXTENDED = "http://ns.adobe.com/xmp/extension/\0";

  @TempDir Path folder;

  private final ImageIoPictures pictures = new ImageIoPictures(64 << 20);

  static List<ByteOrder> orders() {
    return List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void overwritesThePositionAndNothingElse(ByteOrder order) throws Exception {
    var before = Pics.withExif(PLAIN, new ExifBuilder(order).orientation(6).build());

    var after = removed(before, Pics.JPEG);

    assertThat(changes(before, after)).isNotEmpty().allMatch(PositionsTest::isOfThePosition);
    assertThat(Arrays.copyOfRange(after, IN_JPEG + ExifBuilder.GPS, IN_JPEG + 254)).containsOnly(0);
    assertThat(
            Arrays.copyOfRange(
                after, IN_JPEG + ExifBuilder.LATITUDE, IN_JPEG + ExifBuilder.END_OF_POSITION))
        .containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void leavesNoEntryThatPointsToAPosition(ByteOrder order) throws Exception {
    var before = Pics.withExif(PLAIN, new ExifBuilder(order).build());

    var exif = ByteBuffer.wrap(removed(before, Pics.JPEG)).slice(IN_JPEG, ExifBuilder.LENGTH);

    exif.order(order);
    assertThat(exif.getShort(ExifBuilder.DIRECTORY)).isEqualTo((short) 4);
    assertThat(exif.getShort(ExifBuilder.GPS_ENTRY)).isEqualTo((short) 0xea1c);
    assertThat(exif.getShort(ExifBuilder.GPS_ENTRY + 2)).isEqualTo((short) 7);
    assertThat(exif.getInt(ExifBuilder.GPS_ENTRY + 4)).isEqualTo(4);
    assertThat(exif.getInt(ExifBuilder.GPS_ENTRY + 8)).isZero();
  }

  @ParameterizedTest
  @MethodSource("orders")
  void changesNothingWhereThereIsNoPosition(ByteOrder order) throws Exception {
    var before = Pics.withExif(PLAIN, new ExifBuilder(order).withoutPosition().build());

    assertThat(removed(before, Pics.JPEG)).isEqualTo(before);
    assertThat(removed(PLAIN, Pics.JPEG)).isEqualTo(PLAIN);
  }

  @Test
  void findsThePositionOfAPictureBehindTheFirst() throws Exception {
    var second = Pics.withExif(PLAIN, new ExifBuilder(ByteOrder.LITTLE_ENDIAN).build());
    var filler = new byte[70_000];
    var before =
        ByteBuffer.allocate(PLAIN.length + filler.length + second.length)
            .put(PLAIN)
            .put(filler)
            .put(second)
            .array();

    var after = removed(before, Pics.JPEG);

    assertThat(changes(before, after))
        .isNotEmpty()
        .allMatch(at -> isOfThePosition(at - PLAIN.length - filler.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {65_490, 65_500, 65_501, 65_502, 65_510, 65_520, 65_530, 65_535, 65_536})
  void findsThePositionWhereverThePieceThatIsReadEnds(int before) throws Exception {
    var padded = new byte[before];
    var picture = Pics.withExif(PLAIN, new ExifBuilder(ByteOrder.BIG_ENDIAN).build());
    var bytes = ByteBuffer.allocate(before + picture.length).put(padded).put(picture).array();

    assertThat(changes(bytes, removed(bytes, Pics.JPEG)))
        .isNotEmpty()
        .allMatch(at -> isOfThePosition(at - before));
  }

  @Test
  void blanksPositionsInXmpAndNothingElse() throws Exception {
    var xmp =
        """
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Make="Pocket"
          exif:GPSLatitude="48,8.5N" exif:GPSLongitude = '11,34.6E' drone-dji:GpsLongtitude="11.57"
          dc:title="A GPS= of mine">
         <exif:GPSAltitude>520/1</exif:GPSAltitude><exif:GPSVersionID/>
         <exif:GPSMapDatum rdf:parseType="Literal">WGS-84</exif:GPSMapDatum>
         <dc:subject>GPS and 48,8.5N stay</dc:subject>
        </rdf:Description></x:xmpmeta>
        """;
    var before = Pics.withSegment(PLAIN, XMP, xmp.getBytes(UTF_8));

    var after = removed(before, Pics.JPEG);

    var expected =
        xmp.replace("\"48,8.5N\"", "\"       \"")
            .replace("'11,34.6E'", "'        '")
            .replace("\"11.57\"", "\"     \"")
            .replace(">520/1<", ">     <")
            .replace(">WGS-84<", ">      <");
    assertThat(after).isEqualTo(Pics.withSegment(PLAIN, XMP, expected.getBytes(UTF_8)));
  }

  @Test
  void blanksAPositionThatLiesAcrossTwoPiecesOfXmp() throws Exception {
    var head = "\0".repeat(40);
    var first = head + "<rdf:Description exif:GPSLatitude=\"48,";
    var second = head + "8.5N\" exif:Other=\"1\"/>";
    var before =
        Pics.withSegment(
            Pics.withSegment(PLAIN, EXTENDED, second.getBytes(UTF_8)),
            EXTENDED,
            first.getBytes(UTF_8));

    var after = new String(removed(before, Pics.JPEG), StandardCharsets.ISO_8859_1);

    assertThat(after)
        .contains("exif:GPSLatitude=\"   ")
        .contains(head + "    \" exif:Other=\"1\"/>")
        .hasSize(before.length);
  }

  @Test
  void mendsTheChecksumOfAPng() throws Exception {
    var exif = new ExifBuilder(ByteOrder.BIG_ENDIAN).build();
    var xmp = "XML:com.adobe.xmp\0\0\0\0\0<a exif:GPSLatitude=\"48,8.5N\"/>".getBytes(UTF_8);
    var before = Pics.withChunk(Pics.withChunk(png(), "iTXt", xmp), "eXIf", exif);

    var after = removed(before, Pics.PNG);

    var cleanXmp = "XML:com.adobe.xmp\0\0\0\0\0<a exif:GPSLatitude=\"       \"/>";
    var inPng = 8 + 8 + 13 + 4 + 8;
    var cleanExif = Arrays.copyOfRange(after, inPng, inPng + exif.length);
    assertThat(after)
        .isEqualTo(
            Pics.withChunk(
                Pics.withChunk(png(), "iTXt", cleanXmp.getBytes(UTF_8)), "eXIf", cleanExif));
    assertThat(changes(exif, cleanExif)).isNotEmpty().allMatch(at -> isOfThePosition(at + IN_JPEG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Exif\0\0"})
  void findsThePositionInAWebP(String beginning) throws Exception {
    var exif = new ExifBuilder(ByteOrder.LITTLE_ENDIAN).build();
    var block = ByteBuffer.allocate(beginning.length() + exif.length);
    block.put(beginning.getBytes(UTF_8)).put(exif);
    var xmp = "<a exif:GPSLatitude='48,8.5N'/>";
    var before = Pics.webPOf(block.array(), xmp.getBytes(UTF_8));

    var after = removed(before, Pics.WEBP);

    assertThat(new String(after, UTF_8)).doesNotContain("48,8.5N").contains("Pocket");
    assertThat(changes(before, after)).hasSizeGreaterThan(30);
  }

  @Test
  void doesNotEraseADirectoryThatIsMoreThanAPosition() throws Exception {
    var exif = new ExifBuilder(ByteOrder.BIG_ENDIAN).build();
    ByteBuffer.wrap(exif).putInt(ExifBuilder.GPS_ENTRY + 8, ExifBuilder.DIRECTORY);
    var before = Pics.withExif(PLAIN, exif);

    var after = removed(before, Pics.JPEG);

    assertThat(changes(before, after))
        .isNotEmpty()
        .allMatch(at -> isWithin(at - IN_JPEG, ExifBuilder.GPS_ENTRY, 12));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 499, 500, 60_000, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void unlinksAPositionThatIsOutOfReach(int pointer) throws Exception {
    var exif = new ExifBuilder(ByteOrder.BIG_ENDIAN).build();
    ByteBuffer.wrap(exif).putInt(ExifBuilder.GPS_ENTRY + 8, pointer);
    var before = Pics.withExif(PLAIN, exif);

    var after = removed(before, Pics.JPEG);

    assertThat(changes(before, after))
        .isNotEmpty()
        .allMatch(at -> isWithin(at - IN_JPEG, ExifBuilder.GPS_ENTRY, 12));
  }

  @Test
  @Timeout(10)
  void comesToAnEndWhereDirectoriesGoRound() throws Exception {
    var exif = new ExifBuilder(ByteOrder.BIG_ENDIAN).build();
    var bytes = ByteBuffer.wrap(exif);
    bytes.putInt(ExifBuilder.DIRECTORY + 2 + 4 * 12, ExifBuilder.DIRECTORY);
    bytes.putInt(ExifBuilder.EXIF + 2 + 12, ExifBuilder.DIRECTORY);
    var before = Pics.withExif(PLAIN, exif);

    var after = removed(before, Pics.JPEG);

    assertThat(changes(before, after)).isNotEmpty().allMatch(PositionsTest::isOfThePosition);
  }

  @Test
  @Timeout(10)
  void comesToAnEndInXmpMadeToTakeLong() throws Exception {
    var texts =
        List.of("<a:gps>", " gps=\"", ":gps ", "<a:gps ", "<a:gps a='", "gps", " gps='\"").stream()
            .map(text -> Pics.withSegment(PLAIN, XMP, text.repeat(9_000).getBytes(UTF_8)))
            .toList();

    for (var text : texts) {
      assertThat(removed(text, Pics.JPEG)).hasSize(text.length);
    }
  }

  @Test
  void takesAPictureThatIsCutAnywhere() throws Exception {
    var whole = Pics.withExif(PLAIN, new ExifBuilder(ByteOrder.LITTLE_ENDIAN).build());

    for (var length = 0; length < IN_JPEG + ExifBuilder.LENGTH; length += 3) {
      assertThat(removed(Arrays.copyOf(whole, length), Pics.JPEG)).hasSize(length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/jpeg", "image/png", "image/webp"})
  @Timeout(120)
  void takesWhateverBytesCome(String mimeType) throws Exception {
    var random = new Random(42);
    var exif = new ExifBuilder(ByteOrder.LITTLE_ENDIAN).build();
    var xmp = "XML:com.adobe.xmp\0\0\0\0\0<a exif:GPSLatitude=\"4\"/>".getBytes(UTF_8);
    var original =
        switch (mimeType) {
          case "image/jpeg" -> Pics.withSegment(Pics.withExif(PLAIN, exif), XMP, xmp);
          case "image/png" -> Pics.withChunk(Pics.withChunk(png(), "iTXt", xmp), "eXIf", exif);
          default -> Pics.webPOf(exif, xmp);
        };

    for (var i = 0; i < 2_000; i++) {
      var mutated = original.clone();
      for (var n = random.nextInt(1, 12); n > 0; n--) {
        mutated[random.nextInt(Math.min(mutated.length, 800))] = (byte) random.nextInt();
      }
      var after = removed(mutated, new FileType(mimeType, "", true));
      assertThat(after).as("mutation %d", i).hasSize(mutated.length);
    }
  }

  @Test
  void leavesOtherFilesAlone() throws Exception {
    var bytes = Pics.withExif(PLAIN, new ExifBuilder(ByteOrder.LITTLE_ENDIAN).build());

    assertThat(removed(bytes, new FileType("application/zip", "zip", false))).isEqualTo(bytes);
    assertThat(removed(bytes, Pics.GIF)).isEqualTo(bytes);
  }

  @Test
  void refusesRatherThanLeavingAPositionWhenTheFileCannotBeChanged() {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> pictures.removePosition(folder.resolve("none"), Pics.JPEG))
        .extracting(Refused::code)
        .isEqualTo(ErrorCode.UNAVAILABLE);
  }

  private byte[] removed(byte[] picture, FileType type) throws IOException {
    var file = folder.resolve("picture");
    Files.write(file, picture);
    pictures.removePosition(file, type);
    return Files.readAllBytes(file);
  }

  private static Set<Integer> changes(byte[] before, byte[] after) {
    assertThat(after).hasSameSizeAs(before);
    return IntStream.range(0, before.length)
        .filter(i -> before[i] != after[i])
        .collect(TreeSet<Integer>::new, Set::add, Set::addAll);
  }

  private static boolean isOfThePosition(int inJpeg) {
    var at = inJpeg - IN_JPEG;
    return isWithin(at, ExifBuilder.GPS_ENTRY, 12)
        || isWithin(at, ExifBuilder.GPS, 2 + 4 * 12 + 4)
        || isWithin(at, ExifBuilder.LATITUDE, 48);
  }

  private static boolean isWithin(int at, int from, int length) {
    return at >= from && at < from + length;
  }

  private static byte[] jpeg() {
    return Pics.file(picture(), "jpeg");
  }

  private static byte[] png() {
    return Pics.file(picture(), "png");
  }

  private static BufferedImage picture() {
    return Pics.quarters(
        40, 30, BufferedImage.TYPE_INT_RGB, Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW);
  }
}
