package dev.ticketchat.infra.sql;

import dev.ticketchat.infra.Unusable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// A folder that this process alone uses until it is closed or ends.
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Makes the folder where there is none, for its owner alone, and claims it.
  ///
  /// @throws Unusable when it cannot be written, or another process has it
  static DataFolder claim(Path path) {
    try {
      Files.createDirectories(path, attributes(path, "rwx------"));
      var lock =
          FileChannel.open(
              path.resolve("ticketchat.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(lock)) {
        lock.close();
        throw new Unusable("The data folder " + path + " is in use by another Ticketchat.");
      }
      return new DataFolder(path, lock);
    } catch (IOException e) {
      throw new Unusable("The data folder " + path + " cannot be written.", e);
    }
  }

  /// A file that its owner alone can read; made, if there is none.
  ///
  /// @throws Unusable when it cannot be made
  Path file(String name) {
    var file = path.resolve(name);
    try {
      if (!Files.exists(file)) {
        Files.createFile(file, attributes(file, "rw-------"));
      }
      return file;
    } catch (IOException e) {
      throw new Unusable("The data folder " + path + " cannot be written.", e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// None, where a file system has permissions of another kind.
  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
