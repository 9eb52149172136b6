package dev.ticketchat.infra.inspect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Puts bytes together, for files that tests make.
final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] text(String text, Charset charset) {
    return text.getBytes(charset);
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static byte[] join(byte[]... parts) {
    var bytes = new Bytes();
    for (var part : parts) {
      bytes.add(part);
    }
    return bytes.done();
  }

  static byte[] zeros(int count) {
    return new byte[count];
  }

  /// The bytes, with zeros behind them.
  static byte[] padded(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, Math.max(length, bytes.length));
  }

  static long crc(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  /// @param raw without zlib's header and sum
  static byte[] deflate(byte[] bytes, boolean raw) {
    try (var deflater = new Deflater(Deflater.BEST_COMPRESSION, raw)) {
      deflater.setInput(bytes);
      deflater.finish();
      var out = new ByteArrayOutputStream();
      var buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  Bytes add(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  Bytes add(String text) {
    return add(text(text));
  }

  Bytes u8(int value) {
    out.write(value);
    return this;
  }

  Bytes u16le(int value) {
    return u8(value).u8(value >> 8);
  }

  Bytes u16be(int value) {
    return u8(value >> 8).u8(value);
  }

  Bytes u32le(long value) {
    return u16le((int) value).u16le((int) (value >> 16));
  }

  Bytes u32be(long value) {
    return u16be((int) (value >> 16)).u16be((int) value);
  }

  int size() {
    return out.size();
  }

  byte[] done() {
    return out.toByteArray();
  }
}
