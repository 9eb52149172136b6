package dev.ticketchat.infra.pictures;

import java.awt.image.BufferedImage;

/// How a picture is stored: what must be done to its pixels to see it upright.
///
/// @param swaps whether rows are columns
/// @param mirrorsX whether upright left is right, after the swap
/// @param mirrorsY whether upright top is bottom, after the swap
record Orientation(boolean swaps, boolean mirrorsX, boolean mirrorsY) {

  /// @param exif from 1 to 8, by where EXIF says that row 0 and column 0 are
  static Orientation of(int exif) {
    return switch (exif) {
      case 2 -> new Orientation(false, true, false);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, false, true);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, true, false);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, false, true);
      default -> new Orientation(false, false, false);
    };
  }

  /// The picture upright, as a new image of that type.
  BufferedImage upright(BufferedImage stored, int type) {
    var width = swaps ? stored.getHeight() : stored.getWidth();
    var height = swaps ? stored.getWidth() : stored.getHeight();
    var upright = new BufferedImage(width, height, type);
    for (var y = 0; y < height; y++) {
      for (var x = 0; x < width; x++) {
        var fromX = mirrorsX ? width - 1 - x : x;
        var fromY = mirrorsY ? height - 1 - y : y;
        upright.setRGB(x, y, swaps ? stored.getRGB(fromY, fromX) : stored.getRGB(fromX, fromY));
      }
    }
    return upright;
  }
}
