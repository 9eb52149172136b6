package dev.ticketchat.infra.pictures;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/// Removes positions from the metadata of one picture.
final class Positions {
  /// Bytes of extended XMP; what a picture has beyond is not looked at.
  private static final int MAX_EXTENDED = 16 << 20;

  /// Bytes of memory for one that is looked at: the text, and copies of it.
  private static final int COPIES = 6;

  private final PictureFile file;
  private final List<Metadata> blocks;

  Positions(PictureFile file, List<Metadata> blocks) {
    this.file = file;
    this.blocks = blocks;
  }

  /// Bytes of memory that [#remove] takes at most.
  long memory() {
    var longest = blocks.stream().mapToLong(Metadata::length).max().orElse(0);
    return COPIES * Math.max(longest, extended().stream().mapToLong(Metadata::length).sum());
  }

  /// Whether there was any.
  boolean remove() throws IOException {
    var found = false;
    for (var block : blocks) {
      found |=
          switch (block) {
            case Metadata.Checked checked -> removeFrom(checked);
            case Metadata.Exif _, Metadata.Xmp _ -> removeFrom(block);
            case Metadata.ExtendedXmp _ -> false; // All pieces together below.
          };
    }
    return removeFromExtended() || found;
  }

  private boolean removeFrom(Metadata.Checked block) throws IOException {
    var found = removeFrom(block.content());
    if (found) {
      sum(block.chunk(), block.checksum());
    }
    return found;
  }

  private boolean removeFrom(Metadata block) throws IOException {
    var bytes = file.read(block.position(), block.length());
    var found =
        block instanceof Metadata.Exif
            ? ExifBlock.of(bytes).map(ExifBlock::removePosition).orElse(false)
            : XmpText.removePosition(bytes);
    if (found) {
      file.write(block.position(), bytes);
    }
    return found;
  }

  /// A position may lie across two pieces, so they are taken as one text.
  private boolean removeFromExtended() throws IOException {
    var pieces = extended();
    var text = new ByteArrayOutputStream();
    for (var piece : pieces) {
      text.writeBytes(file.read(piece.position(), piece.length()));
    }
    var bytes = text.toByteArray();
    if (!XmpText.removePosition(bytes)) {
      return false;
    }
    var at = 0;
    for (var piece : pieces) {
      var length = file.read(piece.position(), piece.length()).length;
      file.write(piece.position(), Arrays.copyOfRange(bytes, at, at + length));
      at += length;
    }
    return true;
  }

  private List<Metadata> extended() {
    var pieces = new ArrayList<Metadata>();
    var total = 0;
    for (var block : blocks) {
      if (block instanceof Metadata.ExtendedXmp && total + block.length() <= MAX_EXTENDED) {
        pieces.add(block);
        total += block.length();
      }
    }
    return pieces;
  }

  private void sum(long chunk, long checksum) throws IOException {
    var sum = new CRC32();
    sum.update(file.read(chunk, Math.toIntExact(checksum - chunk)));
    file.write(checksum, ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }
}
