package dev.ticketchat.infra.inspect;

import java.io.IOException;

/// JPEG: segments up to the frame's header.
final class JpegSize {
  private static final int MARKER = 0xFF;
  private static final int SCAN = 0xDA;
  private static final int END = 0xD9;

  private JpegSize() {}

  static PictureSize read(Content jpeg) throws IOException {
    jpeg.skip(2);
    while (true) {
      int marker = marker(jpeg);
      if (marker == SCAN || marker == END) {
        throw new Damaged("pixels before their size");
      }
      if (standsAlone(marker)) {
        continue;
      }
      int length = jpeg.u16be();
      if (isFrame(marker)) {
        jpeg.skip(1);
        var size = new PictureSize();
        int height = jpeg.u16be();
        size.see(jpeg.u16be(), height);
        return size;
      }
      jpeg.skip(length - 2L);
    }
  }

  private static int marker(Content jpeg) throws IOException {
    int next = jpeg.u8();
    while (next != MARKER) {
      next = jpeg.u8();
    }
    while (next == MARKER) {
      next = jpeg.u8();
    }
    return next;
  }

  private static boolean standsAlone(int marker) {
    return marker <= 1 || (marker >= 0xD0 && marker <= 0xD8);
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }
}
