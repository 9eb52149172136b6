package dev.ticketchat.infra.pictures;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The kinds of pictures that we work on.
enum Format {
  JPEG("image/jpeg", 0) {
    @Override
    List<Metadata> metadata(PictureFile file) throws IOException {
      return JpegMetadata.in(file);
    }
  },
  PNG("image/png", 0) {
    @Override
    List<Metadata> metadata(PictureFile file) throws IOException {
      return ChunkMetadata.inPng(file);
    }
  },
  GIF("image/gif", 0),
  BMP("image/bmp", 2),
  WEBP("image/webp", 5) {
    @Override
    List<Metadata> metadata(PictureFile file) throws IOException {
      return ChunkMetadata.inWebP(file);
    }
  };

  private final String mimeType;
  private final int decoder;

  Format(String mimeType, int decoder) {
    this.mimeType = mimeType;
    this.decoder = decoder;
  }

  static Optional<Format> of(String mimeType) {
    for (var format : values()) {
      if (format.mimeType.equals(mimeType)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  String mimeType() {
    return mimeType;
  }

  /// Bytes for each pixel of the whole picture that its decoder takes, beside what it gives.
  int decoder() {
    return decoder;
  }

  /// Where metadata with positions or an orientation may be; in the order of the file.
  List<Metadata> metadata(PictureFile file) throws IOException {
    return List.of();
  }

  /// How the picture is turned, from 1 to 8.
  int orientation(PictureFile file) throws IOException {
    for (var block : metadata(file)) {
      var content = block instanceof Metadata.Checked(var in, _, _) ? in : block;
      if (content instanceof Metadata.Exif) {
        var bytes = file.read(content.position(), content.length());
        return ExifBlock.of(bytes).map(ExifBlock::orientation).orElse(1);
      }
    }
    return 1;
  }
}
