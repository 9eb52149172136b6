package dev.ticketchat.infra.inspect;

/// What a picture's header says. The largest of each where it says more than one thing: who draws
/// it may believe any of them.
final class PictureSize {
  private long width;
  private long height;
  private long pixels;
  private long frames;

  void see(long seenWidth, long seenHeight) throws Damaged {
    if (seenWidth <= 0 || seenHeight <= 0) {
      throw new Damaged("a picture without pixels");
    }
    width = Math.max(width, seenWidth);
    height = Math.max(height, seenHeight);
    pixels = Math.max(pixels, seenWidth * seenHeight);
  }

  void seeFrames(long seenFrames) {
    frames = Math.max(frames, seenFrames);
  }

  /// Refuses a picture beyond the table's bounds.
  void refuseBeyond(FileRules rules) {
    rules.refuseBeyond(Bound.SIDE, Math.max(width, height));
    rules.refuseBeyond(Bound.PIXELS, pixels);
    rules.refuseBeyond(Bound.FRAMES, frames);
  }

  /// @throws Damaged when no size has been seen
  PictureSize require() throws Damaged {
    if (pixels == 0) {
      throw new Damaged("a picture without a size");
    }
    return this;
  }
}
