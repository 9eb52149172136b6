package dev.ticketchat.infra.inspect;

import java.io.IOException;

/// BMP: one header, of which there are a short and several long forms.
final class BmpSize {
  private static final int BEFORE = 14;
  private static final int SHORT_FORM = 12;
  private static final int LONG_FORM = 16;

  private BmpSize() {}

  static PictureSize read(Content bmp) throws IOException {
    var size = new PictureSize();
    bmp.skip(BEFORE);
    long form = bmp.u32le();
    if (form == SHORT_FORM) {
      size.see(bmp.u16le(), bmp.u16le());
    } else if (form >= LONG_FORM) {
      // A negative height says that rows run downwards.
      long width = signed(bmp.u32le());
      size.see(width, Math.abs(signed(bmp.u32le())));
    }
    return size;
  }

  private static long signed(long value) {
    return value << Integer.SIZE >> Integer.SIZE;
  }
}
