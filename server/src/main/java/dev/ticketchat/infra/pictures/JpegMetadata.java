package dev.ticketchat.infra.pictures;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds metadata in a JPEG by how it begins, wherever that is: also in the further pictures that
/// phones put behind the first, and where the segments before it are malformed.
final class JpegMetadata {
  private static final byte[] EXIF = "Exif\0\0".getBytes(US_ASCII);
  private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(US_ASCII);
  private static final byte[] EXTENDED = "http://ns.adobe.com/xmp/extension/\0".getBytes(US_ASCII);

  /// Behind the beginning of a piece of extended XMP: its text's hash, length and place.
  private static final int EXTENDED_HEAD = 40;

  private static final int WINDOW = 64 * 1024;
  private static final int APP1 = 0xffe1;
  private static final int LONGEST_SEGMENT = 0xffff;

  /// Far more than pictures have; what follows them is not looked at.
  private static final int MAX_BLOCKS = 2_000;

  private JpegMetadata() {}

  static List<Metadata> in(PictureFile file) throws IOException {
    var found = new ArrayList<Metadata>();
    var step = WINDOW - EXTENDED.length;
    for (long at = 0; found.size() < MAX_BLOCKS; at += step) {
      var window = file.read(at, WINDOW);
      if (window.length == 0) {
        break;
      }
      for (var i = 0; i < Math.min(window.length, step); i++) {
        if (window[i] == 'E' || window[i] == 'h') {
          block(file, window, i, at + i).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static Optional<Metadata> block(PictureFile file, byte[] window, int i, long position)
      throws IOException {
    if (begins(window, i, EXIF)) {
      var length = length(file, position, EXIF.length);
      return Optional.of(new Metadata.Exif(position + EXIF.length, length));
    }
    if (begins(window, i, XMP)) {
      var length = length(file, position, XMP.length);
      return Optional.of(new Metadata.Xmp(position + XMP.length, length));
    }
    if (begins(window, i, EXTENDED)) {
      var head = EXTENDED.length + EXTENDED_HEAD;
      var length = length(file, position, head);
      return Optional.of(new Metadata.ExtendedXmp(position + head, length));
    }
    return Optional.empty();
  }

  private static boolean begins(byte[] window, int i, byte[] with) {
    return i + with.length <= window.length
        && Arrays.equals(window, i, i + with.length, with, 0, with.length);
  }

  /// What is left of the segment behind its beginning; where there is no segment, of the longest.
  private static int length(PictureFile file, long position, int beginning) throws IOException {
    var head = position < 4 ? new byte[0] : file.read(position - 4, 4);
    if (head.length == 4 && (ByteBuffer.wrap(head).getShort(0) & 0xffff) == APP1) {
      var segment = ByteBuffer.wrap(head).getShort(2) & 0xffff;
      return Math.max(0, segment - 2 - beginning);
    }
    return LONGEST_SEGMENT - beginning;
  }
}
