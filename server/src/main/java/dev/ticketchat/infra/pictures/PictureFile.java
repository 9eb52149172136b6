package dev.ticketchat.infra.pictures;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A picture's file, read and overwritten at any place. Never grows or shrinks.
final class PictureFile implements AutoCloseable {
  private final FileChannel channel;
  private final long size;

  private PictureFile(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  static PictureFile toRead(Path path) throws IOException {
    return new PictureFile(FileChannel.open(path, StandardOpenOption.READ));
  }

  static PictureFile toChange(Path path) throws IOException {
    return new PictureFile(
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  long size() {
    return size;
  }

  /// As many of these bytes as there are.
  byte[] read(long position, int length) throws IOException {
    var there = Math.clamp(size - position, 0, length);
    var bytes = ByteBuffer.allocate(there);
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {}
    return bytes.array();
  }

  /// Overwrites bytes that are there; what would come behind the end is left out.
  void write(long position, byte[] bytes) throws IOException {
    var there = Math.clamp(size - position, 0, bytes.length);
    var buffer = ByteBuffer.wrap(bytes, 0, there);
    while (buffer.hasRemaining()) {
      channel.write(buffer, position + buffer.position());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
