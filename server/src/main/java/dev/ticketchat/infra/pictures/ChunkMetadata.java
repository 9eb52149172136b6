package dev.ticketchat.infra.pictures;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds metadata in pictures that consist of chunks: PNG and WebP. Metadata that a PNG holds
/// compressed, and blocks of more than 1 MiB, are not found.
final class ChunkMetadata {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] XMP_IN_PNG = "XML:com.adobe.xmp\0\0".getBytes(US_ASCII);
  private static final byte[] EXIF_FROM_JPEG = "Exif\0\0".getBytes(US_ASCII);
  private static final int MAX_CHUNKS = 100_000;
  private static final int MAX_BLOCK = 1 << 20;

  private ChunkMetadata() {}

  static List<Metadata> inPng(PictureFile file) throws IOException {
    var found = new ArrayList<Metadata>();
    long at = PNG.length;
    if (!Arrays.equals(file.read(0, PNG.length), PNG)) {
      return found;
    }
    for (var chunks = 0; chunks < MAX_CHUNKS; chunks++) {
      var head = file.read(at, 8);
      if (head.length < 8) {
        break;
      }
      var length = Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt());
      if (length <= MAX_BLOCK) {
        var type = new String(head, 4, 4, US_ASCII);
        addFromPng(found, file, type, at + 8, (int) length);
      }
      at += 8 + length + 4;
    }
    return found;
  }

  static List<Metadata> inWebP(PictureFile file) throws IOException {
    var found = new ArrayList<Metadata>();
    long at = 12;
    for (var chunks = 0; chunks < MAX_CHUNKS; chunks++) {
      var head = file.read(at, 8);
      if (head.length < 8) {
        break;
      }
      var length =
          Integer.toUnsignedLong(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
      if (length <= MAX_BLOCK) {
        switch (new String(head, 0, 4, US_ASCII)) {
          case "EXIF" -> found.add(exif(file, at + 8, (int) length));
          case "XMP " -> found.add(new Metadata.Xmp(at + 8, (int) length));
          default -> {} // Not metadata.
        }
      }
      at += 8 + length + (length & 1);
    }
    return found;
  }

  private static void addFromPng(
      List<Metadata> found, PictureFile file, String type, long data, int length)
      throws IOException {
    if (type.equals("eXIf")) {
      found.add(new Metadata.Checked(exif(file, data, length), data - 4, data + length));
    } else if (type.equals("iTXt") && begins(file, data, XMP_IN_PNG)) {
      var xmp = new Metadata.Xmp(data, length);
      found.add(new Metadata.Checked(xmp, data - 4, data + length));
    }
  }

  /// Some writers put before it what a JPEG has there.
  private static Metadata.Exif exif(PictureFile file, long position, int length)
      throws IOException {
    var extra =
        length >= EXIF_FROM_JPEG.length && begins(file, position, EXIF_FROM_JPEG)
            ? EXIF_FROM_JPEG.length
            : 0;
    return new Metadata.Exif(position + extra, length - extra);
  }

  private static boolean begins(PictureFile file, long position, byte[] with) throws IOException {
    return Arrays.equals(file.read(position, with.length), with);
  }
}
