package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// A picture (PNG, grey noise) of a given number of bytes, as servers look into files and refuse
/// what only begins as one.
final class Picture {
  /// The smallest that can be made.
  static final int SMALLEST = 200;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int CHUNK = 12;
  private static final int HEADER = 13;

  /// What a picture has beside its rows: signature, chunks, and some for each block of the rows.
  private static final int FRAME = 100;

  private static final int BLOCK = 10_000;

  private Picture() {}

  static byte[] png(int size, RandomGenerator random) {
    int side = (int) Math.sqrt(size - FRAME - 5.0 * size / BLOCK) - 1;
    var picture = new ByteArrayOutputStream(size);
    picture.writeBytes(SIGNATURE);
    picture.writeBytes(chunk("IHDR", header(side)));
    picture.writeBytes(chunk("IDAT", packed(rows(side, random))));
    int left = size - picture.size() - 2 * CHUNK;
    picture.writeBytes(chunk("paDd", new byte[left])); // a chunk that readers pass over
    picture.writeBytes(chunk("IEND", new byte[0]));
    return picture.toByteArray();
  }

  private static byte[] header(int side) {
    byte bitsOfGrey = 8;
    return ByteBuffer.allocate(HEADER).putInt(side).putInt(side).put(bitsOfGrey).array();
  }

  /// Each begins with how it is filtered: not at all.
  private static byte[] rows(int side, RandomGenerator random) {
    var rows = new byte[side * (side + 1)];
    random.nextBytes(rows);
    for (int row = 0; row < side; row++) {
      rows[row * (side + 1)] = 0;
    }
    return rows;
  }

  private static byte[] packed(byte[] rows) {
    try (var deflater = new Deflater(Deflater.NO_COMPRESSION)) {
      deflater.setInput(rows);
      deflater.finish();
      var packed = new ByteArrayOutputStream(rows.length);
      var part = new byte[BLOCK];
      while (!deflater.finished()) {
        packed.write(part, 0, deflater.deflate(part));
      }
      return packed.toByteArray();
    }
  }

  private static byte[] chunk(String type, byte[] data) {
    var chunk = ByteBuffer.allocate(CHUNK + data.length);
    chunk.putInt(data.length).put(type.getBytes(US_ASCII)).put(data);
    var crc = new CRC32();
    crc.update(chunk.array(), Integer.BYTES, type.length() + data.length);
    return chunk.putInt((int) crc.getValue()).array();
  }
}
