package dev.ticketchat.infra.inspect;

import java.io.IOException;

/// PNG: the first chunk has the size; before the pixels another may announce an animation.
final class PngSize {
  private static final int SIGNATURE = 8;
  private static final int HEADER = 0x49484452;
  private static final int ANIMATION = 0x6163544C;
  private static final int PIXELS = 0x49444154;
  private static final int SUM = 4;

  private PngSize() {}

  static PictureSize read(Content png) throws IOException {
    var size = new PictureSize();
    png.skip(SIGNATURE);
    for (boolean first = true; ; first = false) {
      long length = png.u32be();
      int chunk = (int) png.u32be();
      if (first != (chunk == HEADER) || length > Integer.MAX_VALUE) {
        throw new Damaged("not a PNG's chunks");
      }
      if (chunk == PIXELS) {
        return size;
      }
      long read = 0;
      if (chunk == HEADER) {
        size.see(png.u32be(), png.u32be());
        read = 8;
      } else if (chunk == ANIMATION) {
        size.seeFrames(png.u32be());
        read = 4;
      }
      png.skip(length - read + SUM);
    }
  }
}
