package dev.ticketchat.infra.pictures;

/// A block of metadata in a picture's file.
sealed interface Metadata {
  long position();

  /// In bytes; perhaps more than the file has left.
  int length();

  record Exif(long position, int length) implements Metadata {}

  record Xmp(long position, int length) implements Metadata {}

  /// A piece of an XMP text that is too long for one block.
  record ExtendedXmp(long position, int length) implements Metadata {}

  /// In a PNG, whose chunks end with a checksum.
  ///
  /// @param chunk where the checksum begins to count
  /// @param checksum where it is
  record Checked(Metadata content, long chunk, long checksum) implements Metadata {

    @Override
    public long position() {
      return content.position();
    }

    @Override
    public int length() {
      return content.length();
    }
  }
}
