package dev.ticketchat.infra.inspect;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// Makes pictures: real ones with the JDK, and headers of any size.
final class Images {
  private Images() {}

  /// As the JDK writes it: `png`, `jpg`, `gif`, `bmp` or `tif`.
  static byte[] real(String format) {
    var picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(3, 4, 0xFFAA33);
    var out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(picture, format, out)) {
        throw new IllegalArgumentException(format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] png(long width, long height) {
    return png(width, height, new byte[0]);
  }

  /// @param chunks between the header and the pixels
  static byte[] png(long width, long height, byte[] chunks) {
    var header = new Bytes().u32be(width).u32be(height).u8(8).u8(2).u8(0).u8(0).u8(0).done();
    return Bytes.join(
        Bytes.hex("89504E470D0A1A0A"),
        chunk("IHDR", header),
        chunks,
        chunk("IDAT", Bytes.deflate(new byte[64], false)),
        chunk("IEND", new byte[0]));
  }

  static byte[] chunk(String name, byte[] content) {
    var named = Bytes.join(Bytes.text(name), content);
    return new Bytes().u32be(content.length).add(named).u32be(Bytes.crc(named)).done();
  }

  static byte[] jpeg(int width, int height) {
    return new Bytes()
        .add(Bytes.hex("FFD8FFE000104A46494600010100000100010000"))
        .add(Bytes.hex("FFC0001108"))
        .u16be(height)
        .u16be(width)
        .add(Bytes.hex("03011100021101031101"))
        .add(Bytes.hex("FFDA000C03010002110311003F00 0000 FFD9"))
        .done();
  }

  static byte[] gif(int width, int height, int frames) {
    var gif = new Bytes().add("GIF89a").u16le(width).u16le(height).u8(0x80).u8(0).u8(0);
    gif.add(Bytes.zeros(6));
    for (int i = 0; i < frames; i++) {
      gif.add(Bytes.hex("21F9040000000000"));
      gif.u8(0x2C).u32le(0).u16le(1).u16le(1).u8(0).u8(2).u8(2).u8(0x4C).u8(1).u8(0);
    }
    return gif.u8(0x3B).done();
  }

  static byte[] bmp(int width, int height) {
    return new Bytes()
        .add("BM")
        .u32le(154)
        .u32le(0)
        .u32le(54)
        .u32le(40)
        .u32le(width)
        .u32le(height)
        .u16le(1)
        .u16le(24)
        .add(Bytes.zeros(124))
        .done();
  }

  /// With a canvas of that size and a small picture on it.
  static byte[] webp(int width, int height, int frames) {
    var chunks = new Bytes().add("WEBP").add("VP8X").u32le(10).u32le(2);
    chunks.u16le(width - 1).u8((width - 1) >> 16).u16le(height - 1).u8((height - 1) >> 16);
    for (int i = 0; i < frames; i++) {
      chunks.add("ANMF").u32le(16).add(Bytes.zeros(16));
    }
    chunks.add("VP8L").u32le(6).u8(0x2F).u32le(0).u8(0);
    return new Bytes().add("RIFF").u32le(chunks.size()).add(chunks.done()).done();
  }

  static byte[] tiff(long width, long height, int pages) {
    var tiff = new Bytes().add("II").u16le(42).u32le(8);
    for (int page = 0; page < pages; page++) {
      tiff.u16le(2);
      tiff.u16le(256).u16le(4).u32le(1).u32le(width);
      tiff.u16le(257).u16le(4).u32le(1).u32le(height);
      tiff.u32le(page + 1 < pages ? tiff.size() + 4 : 0);
    }
    return tiff.add(Bytes.zeros(32)).done();
  }

  static byte[] tiffInACircle() {
    return new Bytes()
        .add("MM")
        .u16be(42)
        .u32be(8)
        .u16be(2)
        .u16be(256)
        .u16be(3)
        .u32be(1)
        .u16be(10)
        .u16be(0)
        .u16be(257)
        .u16be(3)
        .u32be(1)
        .u16be(10)
        .u16be(0)
        .u32be(8)
        .done();
  }

  /// @param brand `heic` or `avif`
  static byte[] heif(String brand, long width, long height) {
    var size = box("ispe", new Bytes().u32be(0).u32be(width).u32be(height).done());
    var meta = box("meta", Bytes.join(Bytes.zeros(4), box("iprp", box("ipco", size))));
    var type = box("ftyp", new Bytes().add(brand).u32be(0).add("mif1").add(brand).done());
    return Bytes.join(type, meta, box("mdat", Bytes.zeros(64)));
  }

  static byte[] box(String kind, byte[] content) {
    return new Bytes().u32be(content.length + 8).add(kind).add(content).done();
  }
}
