package dev.ticketchat.engine.large;

import java.nio.file.Path;

/// A large value of a message: bytes in a file. It belongs to whoever it was handed to, who closes
/// it. Safe from any thread.
public final class Blob implements AutoCloseable {
  private final BlobWriter writer;

  /// How it went.
  public enum Outcome {
    /// All bytes are in the file.
    WHOLE,
    /// There were more bytes than a blob may have; none are kept.
    TOO_LARGE,
    /// It was text, and no base64; nothing is kept.
    NOT_BASE64,
    /// There was no room for it: the bounds of all blobs, or of strangers, were reached. It may be
    /// sent again later.
    NO_ROOM,
    /// The disk failed, or took too long. It may be sent again later.
    FAILED
  }

  Blob(BlobWriter writer) {
    this.writer = writer;
  }

  /// Waits for some seconds at most until it is written, or is not going to be. Not to be called on
  /// an event loop.
  public Outcome outcome() {
    return writer.await();
  }

  /// Bytes in the file, if the outcome is [Outcome#WHOLE].
  public long size() {
    return writer.size();
  }

  /// The file, if the outcome is [Outcome#WHOLE]. It may be moved away: then [#close] deletes
  /// nothing.
  public Path path() {
    return writer.path();
  }

  /// Deletes what is left of the file. Closing twice is closing once. Does not block.
  @Override
  public void close() {
    writer.release();
  }
}
