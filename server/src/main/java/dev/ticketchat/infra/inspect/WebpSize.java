package dev.ticketchat.infra.inspect;

import java.io.IOException;

/// WebP: a canvas for all, and a size in each picture.
final class WebpSize {
  private static final int EXTENDED = 0x58385056;
  private static final int LOSSY = 0x20385056;
  private static final int LOSSLESS = 0x4C385056;
  private static final int FRAME = 0x464D4E41;
  private static final int START_CODE = 0x2A019D;

  private final Content webp;
  private final PictureSize size = new PictureSize();
  private long frames;

  private WebpSize(Content webp) {
    this.webp = webp;
  }

  static PictureSize read(Content webp) throws IOException {
    return new WebpSize(webp).read();
  }

  private PictureSize read() throws IOException {
    webp.skip(4);
    long end = webp.position() + 4 + webp.u32le();
    webp.skip(4);
    while (end - webp.position() >= 8) {
      int chunk = (int) webp.u32le();
      long next = webp.position() + 4 + webp.u32le();
      header(chunk);
      next += next & 1;
      if (next >= end) {
        break;
      }
      webp.skip(next - webp.position());
    }
    size.seeFrames(frames);
    return size;
  }

  /// Reads what is of interest in a chunk.
  private void header(int chunk) throws IOException {
    switch (chunk) {
      case EXTENDED -> {
        webp.skip(4);
        size.see(u24() + 1L, u24() + 1L);
      }
      case LOSSY -> {
        webp.skip(3);
        if (u24() != START_CODE) {
          throw new Damaged("no picture in a picture");
        }
        size.see(webp.u16le() & 0x3FFF, webp.u16le() & 0x3FFF);
      }
      case LOSSLESS -> {
        webp.skip(1);
        long bits = webp.u32le();
        size.see((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
      }
      case FRAME -> {
        webp.skip(6);
        size.see(u24() + 1L, u24() + 1L);
        frames++;
      }
      default -> {}
    }
  }

  private int u24() throws IOException {
    return webp.u16le() | webp.u8() << 16;
  }
}
