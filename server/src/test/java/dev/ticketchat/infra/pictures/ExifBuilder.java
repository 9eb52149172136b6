package dev.ticketchat.infra.pictures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes the EXIF of a phone: maker, orientation, a directory of EXIF, one of positions, and one
/// of an embedded thumbnail.
final class ExifBuilder {
  static final int DIRECTORY = 8;
  static final int GPS_ENTRY = DIRECTORY + 2 + 3 * 12;
  static final int EXIF = 100;
  static final int GPS = 200;
  static final int LATITUDE = 300;
  static final int LONGITUDE = 324;
  static final int END_OF_POSITION = 348;
  static final int SECOND = 400;
  static final int THUMBNAIL = 460;
  static final int LENGTH = 500;
  static final byte[] MAKER = "Pocket\0".getBytes(StandardCharsets.US_ASCII);

  private final ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
  private boolean position = true;
  private int orientation = 1;

  ExifBuilder(ByteOrder order) {
    bytes.order(order);
  }

  ExifBuilder withoutPosition() {
    position = false;
    return this;
  }

  ExifBuilder orientation(int value) {
    orientation = value;
    return this;
  }

  byte[] build() {
    bytes.put(
        0,
        (bytes.order() == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    bytes.putShort(2, (short) 42).putInt(4, DIRECTORY);
    bytes.putShort(DIRECTORY, (short) (position ? 4 : 3));
    entry(DIRECTORY, 0, 0x010f, 2, MAKER.length, 80);
    entry(DIRECTORY, 1, 0x0112, 3, 1, 0);
    bytes.putShort(DIRECTORY + 2 + 12 + 8, (short) orientation);
    entry(DIRECTORY, 2, 0x8769, 4, 1, EXIF);
    entry(DIRECTORY, 3, 0x8825, 4, 1, GPS);
    bytes.putInt(DIRECTORY + 2 + (position ? 4 : 3) * 12, SECOND);
    bytes.put(80, MAKER);
    bytes.putShort(EXIF, (short) 1);
    entry(EXIF, 0, 0x9000, 7, 4, 0x30323332);
    bytes.putShort(SECOND, (short) 2);
    entry(SECOND, 0, 0x0201, 4, 1, THUMBNAIL);
    entry(SECOND, 1, 0x0202, 4, 1, 40);
    bytes.put(THUMBNAIL, filled(40, 0x77));
    if (position) {
      position();
    }
    return bytes.array();
  }

  private void position() {
    bytes.putShort(GPS, (short) 4);
    entry(GPS, 0, 1, 2, 2, bytes.order() == ByteOrder.BIG_ENDIAN ? 'N' << 24 : 'N');
    entry(GPS, 1, 2, 5, 3, LATITUDE);
    entry(GPS, 2, 3, 2, 2, bytes.order() == ByteOrder.BIG_ENDIAN ? 'E' << 24 : 'E');
    entry(GPS, 3, 4, 5, 3, LONGITUDE);
    for (var at = LATITUDE; at < END_OF_POSITION; at += 8) {
      bytes.putInt(at, at * 1_000).putInt(at + 4, 1_000);
    }
  }

  private void entry(int directory, int index, int tag, int type, int count, int value) {
    var at = directory + 2 + index * 12;
    bytes.putShort(at, (short) tag).putShort(at + 2, (short) type);
    bytes.putInt(at + 4, count).putInt(at + 8, value);
  }

  private static byte[] filled(int length, int with) {
    var bytes = new byte[length];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }
}
