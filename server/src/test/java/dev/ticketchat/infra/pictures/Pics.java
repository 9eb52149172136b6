package dev.ticketchat.infra.pictures;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.ticketchat.chat.files.FileType;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Pictures for tests, as files, and metadata put into them.
final class Pics {
  static final FileType JPEG = new FileType("image/jpeg", "jpg", true);
  static final FileType PNG = new FileType("image/png", "png", true);
  static final FileType GIF = new FileType("image/gif", "gif", true);
  static final FileType BMP = new FileType("image/bmp", "bmp", true);
  static final FileType WEBP = new FileType("image/webp", "webp", true);

  private Pics() {}

  /// Four quarters of one colour each, by rows.
  static BufferedImage quarters(int width, int height, int type, Color... colours) {
    var image = new BufferedImage(width, height, type);
    for (var y = 0; y < height; y++) {
      for (var x = 0; x < width; x++) {
        var colour = colours[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)];
        image.setRGB(x, y, colour.getRGB());
      }
    }
    return image;
  }

  static byte[] file(BufferedImage image, String format) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] progressiveJpeg(BufferedImage image) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      var param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /// The JPEG with a segment of that beginning and content behind its first marker.
  static byte[] withSegment(byte[] jpeg, String begins, byte[] content) {
    var length = 2 + begins.length() + content.length;
    return ByteBuffer.allocate(jpeg.length + 2 + length)
        .put(jpeg, 0, 2)
        .putShort((short) 0xffe1)
        .putShort((short) length)
        .put(begins.getBytes(US_ASCII))
        .put(content)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  static byte[] withExif(byte[] jpeg, byte[] exif) {
    return withSegment(jpeg, "Exif\0\0", exif);
  }

  /// The PNG with a chunk behind its header.
  static byte[] withChunk(byte[] png, String type, byte[] content) {
    var header = 8 + 8 + 13 + 4;
    var chunk = ByteBuffer.allocate(4 + content.length).put(type.getBytes(US_ASCII)).put(content);
    var sum = new CRC32();
    sum.update(chunk.array());
    return ByteBuffer.allocate(png.length + 12 + content.length)
        .put(png, 0, header)
        .putInt(content.length)
        .put(chunk.array())
        .putInt((int) sum.getValue())
        .put(png, header, png.length - header)
        .array();
  }

  /// A WebP of nothing but metadata.
  static byte[] webPOf(byte[] exif, byte[] xmp) {
    var size = 4 + 8 + exif.length + exif.length % 2 + 8 + xmp.length + xmp.length % 2;
    var webP = ByteBuffer.allocate(8 + size).order(ByteOrder.LITTLE_ENDIAN);
    webP.put("RIFF".getBytes(US_ASCII)).putInt(size).put("WEBP".getBytes(US_ASCII));
    webP.put("EXIF".getBytes(US_ASCII)).putInt(exif.length).put(exif);
    webP.position(webP.position() + exif.length % 2);
    webP.put("XMP ".getBytes(US_ASCII)).putInt(xmp.length).put(xmp);
    return webP.array();
  }
}
