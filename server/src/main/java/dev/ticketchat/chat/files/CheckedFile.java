package dev.ticketchat.chat.files;

import java.util.Optional;

/// A file that passed every check and is ready to be stored.
///
/// @param originalName cleaned
/// @param content closed by whoever made it
/// @param size bytes as they will be stored
/// @param hash SHA-256 of the bytes as they will be stored, in lower-case hex
/// @param sentHash SHA-256 of the bytes as they were sent, by which a repeated send is recognised
public record CheckedFile(
    String originalName,
    FileType type,
    TemporaryFile content,
    long size,
    String hash,
    String sentHash,
    Optional<Thumbnail> thumbnail)
    implements AutoCloseable {

  /// A small picture of the file.
  public record Thumbnail(FileType type, TemporaryFile content) {}

  /// Deletes what was not stored.
  @Override
  public void close() {
    content.close();
    thumbnail.map(Thumbnail::content).ifPresent(TemporaryFile::close);
  }
}
