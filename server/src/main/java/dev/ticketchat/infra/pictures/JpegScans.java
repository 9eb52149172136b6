package dev.ticketchat.infra.pictures;

import java.io.IOException;

/// How a JPEG is laid out, as far as it decides what decoding it costs.
///
/// @param progressive whether the decoder keeps the whole picture in memory
/// @param scans how often it goes over all of it
record JpegScans(boolean progressive, int scans) {
  private static final int START_OF_SCAN = 0xda;
  private static final int END = 0xd9;

  /// Goes from marker to marker as decoders do, up to the end of the first picture. Takes any
  /// bytes.
  static JpegScans in(PictureFile file) throws IOException {
    try (var in = new PictureStream(file)) {
      var progressive = false;
      var scans = 0;
      for (var marker = next(in); marker != END; marker = next(in)) {
        progressive |= isProgressive(marker);
        scans += marker == START_OF_SCAN ? 1 : 0;
        if (hasLength(marker)) {
          skip(in);
        }
      }
      return new JpegScans(progressive, scans);
    }
  }

  /// The next marker, behind whatever comes before it; at the end of the file, the end.
  private static int next(PictureStream in) throws IOException {
    for (var value = in.read(); value >= 0; value = in.read()) {
      if (value == 0xff) {
        while (value == 0xff) {
          value = in.read();
        }
        if (value != 0) {
          return value < 0 ? END : value;
        }
      }
    }
    return END;
  }

  private static void skip(PictureStream in) throws IOException {
    var high = in.read();
    var low = in.read();
    if (low >= 0) {
      in.seek(in.getStreamPosition() + Math.max(0, (high << 8 | low) - 2));
    }
  }

  /// Frames that are sent in several passes.
  private static boolean isProgressive(int marker) {
    return marker == 0xc2 || marker == 0xc6 || marker == 0xca || marker == 0xce;
  }

  /// All but the restarts, the start and one without a meaning.
  private static boolean hasLength(int marker) {
    return marker != 0x01 && (marker < 0xd0 || marker > 0xd8);
  }
}
