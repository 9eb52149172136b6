package dev.ticketchat.infra.inspect;

import java.io.IOException;

/// HEIC and AVIF: boxes in boxes; the sizes of all pictures lie together in one of them.
final class HeifSize {
  private static final int META = 0x6D657461;
  private static final int PROPERTIES = 0x69707270;
  private static final int CONTAINER = 0x6970636F;
  private static final int SIZE = 0x69737065;
  private static final int VERSION = 4;
  private static final int HEADER = 8;

  /// Sizes lie in boxes in boxes in boxes.
  private static final int MAX_DEPTH = 4;

  private final Content heif;
  private final PictureSize size = new PictureSize();

  private HeifSize(Content heif) {
    this.heif = heif;
  }

  static PictureSize read(Content heif) throws IOException {
    var reader = new HeifSize(heif);
    reader.boxes(Long.MAX_VALUE, 0);
    return reader.size;
  }

  /// Reads boxes up to that position, or to the end of the file.
  private void boxes(long end, int depth) throws IOException {
    while (depth < MAX_DEPTH && end - heif.position() >= HEADER && heif.has(HEADER)) {
      long begin = heif.position();
      long length = heif.u32be();
      int kind = (int) heif.u32be();
      if (length == 1) {
        length = heif.u64be();
      }
      long next = length == 0 ? end : begin + length;
      if (next < heif.position() || next > end) {
        throw new Damaged("a box beyond its box");
      }
      box(kind, next, depth + 1);
      if (next == Long.MAX_VALUE) {
        return;
      }
      heif.skip(next - heif.position());
    }
  }

  private void box(int kind, long end, int depth) throws IOException {
    switch (kind) {
      case META -> {
        heif.skip(VERSION);
        boxes(end, depth);
      }
      case PROPERTIES, CONTAINER -> boxes(end, depth);
      case SIZE -> {
        heif.skip(VERSION);
        size.see(heif.u32be(), heif.u32be());
      }
      default -> {}
    }
  }
}
