package dev.ticketchat.infra.pictures;

import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.jspecify.annotations.Nullable;

/// Reads one picture, of every few rows and columns one, without a cache on disk. Throws
/// `IOException` and any `RuntimeException` when the picture is broken.
final class PictureReader implements AutoCloseable {
  /// Bytes for each pixel given: a copy while it is converted, and one of half its size.
  private static final int WORKING_COPIES = 6;

  /// Bytes for each pixel of the whole picture: coefficients of three colours.
  private static final int PROGRESSIVE_DECODER = 6;

  /// Bytes for each column: a few rows in a decoder.
  private static final int ROW = 64;

  /// Bytes for tables, buffers and the thumbnail.
  private static final int FIXED = 3 << 20;

  private final Format format;
  private final PictureStream in;
  private final ImageReader reader;

  private PictureReader(Format format, PictureStream in, ImageReader reader) {
    this.format = format;
    this.in = in;
    this.reader = reader;
  }

  /// @param file stays open, for its owner to close
  static PictureReader open(Format format, PictureFile file) throws IOException {
    var readers = ImageIO.getImageReadersByMIMEType(format.mimeType());
    if (!readers.hasNext()) {
      throw new IIOException("no reader");
    }
    var reader = readers.next();
    var in = new PictureStream(file);
    reader.setInput(in, true, true);
    return new PictureReader(format, in, reader);
  }

  int width() throws IOException {
    return reader.getWidth(0);
  }

  int height() throws IOException {
    return reader.getHeight(0);
  }

  long pixels() throws IOException {
    return (long) width() * height();
  }

  /// Bytes of memory that [#read] takes at most, and working on what it gives.
  ///
  /// @param step reads one of so many rows and columns
  /// @param progressive whether the picture is a JPEG in several passes
  long memory(int step, boolean progressive) throws IOException {
    var given = (long) Math.ceilDiv(width(), step) * Math.ceilDiv(height(), step);
    var each = (type().getColorModel().getPixelSize() + 7) / 8 + WORKING_COPIES;
    var decoder = progressive ? PROGRESSIVE_DECODER : format.decoder();
    return given * each + pixels() * decoder + (long) width() * ROW + FIXED;
  }

  BufferedImage read(int step) throws IOException {
    var param = new ImageReadParam();
    param.setSourceSubsampling(step, step, 0, 0);
    param.setDestinationType(type());
    return reader.read(0, param);
  }

  @Override
  public void close() throws IOException {
    reader.dispose();
    in.close();
  }

  /// A type in the usual colours where the reader offers one: it converts faster than we would.
  private ImageTypeSpecifier type() throws IOException {
    var types = reader.getImageTypes(0);
    @Nullable ImageTypeSpecifier first = null;
    while (types.hasNext()) {
      var type = types.next();
      if (type.getColorModel().getColorSpace().isCS_sRGB()) {
        return type;
      }
      first = first == null ? type : first;
    }
    if (first == null) {
      throw new IIOException("colours that the reader cannot give");
    }
    return first;
  }
}
