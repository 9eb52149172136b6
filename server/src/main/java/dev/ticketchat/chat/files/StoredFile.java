package dev.ticketchat.chat.files;

import java.io.InputStream;
import java.nio.channels.FileChannel;

/// A part of a stored file, open for reading.
public sealed interface StoredFile {

  /// On a disk of this machine, from which it may be sent without a copy.
  ///
  /// @param channel to be closed by who reads
  record OnDisk(FileChannel channel, long from, long count) implements StoredFile {}

  /// Elsewhere.
  ///
  /// @param content just the part that was asked for; to be closed by who reads
  record Remote(InputStream content, long count) implements StoredFile {}
}
