package dev.ticketchat.infra.pictures;

import dev.ticketchat.chat.files.FileType;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// A picture made small. Where every pixel is opaque it is kept as JPEG, else as PNG.
record Thumbnail(BufferedImage image, boolean opaque) {
  private static final FileType JPEG = new FileType("image/jpeg", "jpg", true);
  private static final FileType PNG = new FileType("image/png", "png", true);
  private static final int LONGEST_SIDE = 480;
  private static final float QUALITY = 0.8f;

  /// One of how many rows and columns of a picture are enough: at least two for each of the
  /// thumbnail, and not more than four.
  static int step(int width, int height) {
    return Math.max(1, Math.ceilDiv(Math.max(width, height), 4 * LONGEST_SIDE));
  }

  /// @param read the picture, or one of every so many of its rows and columns
  /// @param width of the whole picture
  /// @param height of the whole picture
  static Thumbnail of(BufferedImage read, int width, int height, Orientation orientation) {
    var scale = Math.min(1, (double) LONGEST_SIDE / Math.max(width, height));
    var small =
        scaled(
            read,
            (int) Math.max(1, Math.round(width * scale)),
            (int) Math.max(1, Math.round(height * scale)));
    var opaque = isOpaque(small);
    var type = opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB;
    return new Thumbnail(orientation.upright(small, type), opaque);
  }

  FileType type() {
    return opaque ? JPEG : PNG;
  }

  /// The thumbnail as a file, without any metadata.
  ByteArrayOutputStream encoded() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByMIMEType(type().mimeType()).next();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      var param = writer.getDefaultWriteParam();
      if (opaque) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(QUALITY);
      }
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes;
  }

  /// Halves as often as it can, so that every pixel counts, and then does the rest.
  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    var now = image;
    while (now.getWidth() >= 2 * width && now.getHeight() >= 2 * height && now.getWidth() > 1) {
      now = drawn(now, (now.getWidth() + 1) / 2, (now.getHeight() + 1) / 2);
    }
    return drawn(now, width, height);
  }

  private static BufferedImage drawn(BufferedImage image, int width, int height) {
    var type =
        image.getColorModel().hasAlpha()
            ? BufferedImage.TYPE_INT_ARGB_PRE
            : BufferedImage.TYPE_INT_RGB;
    var drawn = new BufferedImage(width, height, type);
    var graphics = drawn.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(image, 0, 0, width, height, null);
    } finally {
      graphics.dispose();
    }
    return drawn;
  }

  private static boolean isOpaque(BufferedImage image) {
    if (!image.getColorModel().hasAlpha()) {
      return true;
    }
    for (var y = 0; y < image.getHeight(); y++) {
      for (var x = 0; x < image.getWidth(); x++) {
        if (image.getRGB(x, y) >>> 24 != 0xff) {
          return false;
        }
      }
    }
    return true;
  }
}
