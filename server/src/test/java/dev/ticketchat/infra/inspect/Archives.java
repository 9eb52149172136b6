package dev.ticketchat.infra.inspect;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Makes tars and gzip files.
final class Archives {
  private Archives() {}

  static byte[] gzip(byte[] bytes) {
    return gzip(bytes, "");
  }

  static byte[] gzip(byte[] bytes, String name) {
    return gzip(bytes, name, Bytes.crc(bytes));
  }

  static byte[] gzip(byte[] bytes, String name, long sum) {
    var gzip = new Bytes().u16be(0x1F8B).u8(8).u8(name.isEmpty() ? 0 : 8).u32le(0).u16le(0xFF00);
    if (!name.isEmpty()) {
      gzip.add(name).u8(0);
    }
    return gzip.add(Bytes.deflate(bytes, true)).u32le(sum).u32le(bytes.length).done();
  }

  /// Alternately a name and its bytes.
  static byte[] tar(Object... namesAndBytes) {
    var tar = new Bytes();
    for (int i = 0; i < namesAndBytes.length; i += 2) {
      tar.add(member((String) namesAndBytes[i], '0', (byte[]) namesAndBytes[i + 1]));
    }
    return tar.add(Bytes.zeros(1024)).done();
  }

  static byte[] member(String name, char kind, byte[] bytes) {
    return member(name, kind, bytes, bytes.length);
  }

  static byte[] member(String name, char kind, byte[] bytes, long size) {
    var block = new byte[512];
    put(block, 0, name);
    put(block, 100, "0000644\0" + "0000000\0" + "0000000\0");
    put(block, 124, String.format(Locale.ROOT, "%011o\0", size));
    put(block, 136, "00000000000\0");
    put(block, 148, "        ");
    block[156] = (byte) kind;
    put(block, 257, "ustar\0" + "00");
    int sum = 0;
    for (byte each : block) {
      sum += each & 0xFF;
    }
    put(block, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    return Bytes.join(block, Bytes.padded(bytes, (bytes.length + 511) / 512 * 512));
  }

  private static void put(byte[] block, int at, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
