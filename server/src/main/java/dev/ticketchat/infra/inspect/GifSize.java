package dev.ticketchat.infra.inspect;

import java.io.IOException;

/// GIF: the screen, then block after block; frames are counted. One that breaks off behind a whole
/// frame is shown by browsers, and read so far.
final class GifSize {
  private static final int SIGNATURE = 6;
  private static final int FRAME = 0x2C;
  private static final int EXTENSION = 0x21;
  private static final int TABLE = 0x80;

  private final Content gif;
  private final PictureSize size = new PictureSize();
  private long frames;

  private GifSize(Content gif) {
    this.gif = gif;
  }

  static PictureSize read(Content gif) throws IOException {
    return new GifSize(gif).read();
  }

  private PictureSize read() throws IOException {
    gif.skip(SIGNATURE);
    size.see(gif.u16le(), gif.u16le());
    int flags = gif.u8();
    gif.skip(2);
    skipTable(flags);
    try {
      blocks();
    } catch (Damaged e) {
      if (frames == 0) {
        throw e;
      }
    }
    if (frames == 0) {
      throw new Damaged("a GIF without a frame");
    }
    size.seeFrames(frames);
    return size;
  }

  private void blocks() throws IOException {
    for (int block = gif.read(); block == FRAME || block == EXTENSION; block = gif.read()) {
      if (block == FRAME) {
        frame();
      } else {
        gif.skip(1);
        skipParts();
      }
    }
  }

  private void frame() throws IOException {
    gif.skip(4);
    size.see(gif.u16le(), gif.u16le());
    skipTable(gif.u8());
    gif.skip(1);
    frames++;
    skipParts();
  }

  private void skipTable(int flags) throws IOException {
    if ((flags & TABLE) != 0) {
      gif.skip(3L << ((flags & 7) + 1));
    }
  }

  private void skipParts() throws IOException {
    for (int length = gif.u8(); length > 0; length = gif.u8()) {
      gif.skip(length);
    }
  }
}
