package dev.ticketchat.infra.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/// What the JDK's files lack: files and folders that survive a crash and that their owner alone can
/// read. Where a file system has no such permissions, its own rules hold.
final class Disk {
  private static final Set<PosixFilePermission> OF_A_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OF_A_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private Disk() {}

  /// Makes a new file.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException when there is one
  static void createFile(Path file) throws IOException {
    Files.createFile(file, attributes(file, OF_A_FILE));
  }

  /// Makes a folder, and those above it, where there is none.
  static void createFolders(Path folder) throws IOException {
    Files.createDirectories(folder, attributes(folder, OF_A_FOLDER));
  }

  static void hideFromOthers(Path file) throws IOException {
    if (hasPermissions(file)) {
      Files.setPosixFilePermissions(file, OF_A_FILE);
    }
  }

  /// Returns when the file's content is on disk.
  static void syncFile(Path file) throws IOException {
    sync(file, StandardOpenOption.WRITE);
  }

  /// Returns when the names in the folder are on disk.
  static void syncFolder(Path folder) throws IOException {
    sync(folder, StandardOpenOption.READ);
  }

  /// Fails unless files can be made in the folder.
  static void tryToWrite(Path folder) throws IOException {
    Files.delete(Files.createTempFile(folder, "try", ".part"));
  }

  /// The failure for a log: without the file's name.
  static IOException nameless(IOException failure) {
    var reason =
        failure instanceof FileSystemException of
            ? Objects.requireNonNullElse(of.getReason(), "no reason given")
            : String.valueOf(failure.getMessage());
    return new IOException(failure.getClass().getSimpleName() + ": " + reason, failure);
  }

  private static void sync(Path path, StandardOpenOption option) throws IOException {
    try (var channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return hasPermissions(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
