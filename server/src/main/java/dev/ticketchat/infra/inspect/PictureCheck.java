package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// Reads the sizes of pictures from their headers, without decoding them, and holds them against
/// the table's bounds.
final class PictureCheck {
  private static final int COMMENT = '/' | '*' << 8;

  private final FileRules rules;
  private final Place place;
  private final Optional<FileChannel> file;

  /// @param file the picture, where it is not a member of something: a TIFF is read back and forth
  PictureCheck(FileRules rules, Place place, Optional<FileChannel> file) {
    this.rules = rules;
    this.place = place;
    this.file = file;
  }

  /// Whether there is a reader for that type.
  static boolean reads(String type) {
    return switch (type) {
      case "image/png", "image/apng", "image/jpeg", "image/gif", "image/bmp", "image/webp" -> true;
      case "image/tiff", "image/avif", "image/heic", "image/heif" -> true;
      case "image/heic-sequence", "image/heif-sequence" -> true;
      default -> false;
    };
  }

  void read(Content picture, String type) throws IOException {
    try {
      sizeOf(picture, type).require().refuseBeyond(rules);
    } catch (Damaged _) {
      place.found(Finding.UNREADABLE_PICTURE);
    }
  }

  private PictureSize sizeOf(Content picture, String type) throws IOException {
    return switch (type) {
      case "image/png", "image/apng" -> PngSize.read(picture);
      case "image/jpeg" -> JpegSize.read(picture);
      case "image/gif" -> {
        refuseScript(picture, 6);
        yield GifSize.read(picture);
      }
      case "image/bmp" -> {
        refuseScript(picture, 2);
        yield BmpSize.read(picture);
      }
      case "image/webp" -> WebpSize.read(picture);
      case "image/tiff" -> file.isPresent() ? TiffSize.read(file.get(), rules) : unseen();
      default -> HeifSize.read(picture);
    };
  }

  /// A TIFF inside something else is shown by nobody; its size is not looked at.
  private static PictureSize unseen() throws Damaged {
    var size = new PictureSize();
    size.see(1, 1);
    return size;
  }

  /// `GIF89a/*` is a picture to some and a script to others.
  private void refuseScript(Content picture, int at) {
    byte[] head = picture.head();
    if (head.length > at + 1 && (head[at] | head[at + 1] << 8) == COMMENT) {
      place.found(Finding.ACTIVE_TEXT);
    }
  }
}
