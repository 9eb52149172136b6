package dev.ticketchat.infra.files;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.files.FileStore;
import dev.ticketchat.chat.files.StoredFile;
import dev.ticketchat.infra.OutageLog;
import dev.ticketchat.infra.Unusable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Files in a folder of this machine. A file is synced, renamed into its place, and its folder
/// synced, so that it is there whole or not at all.
///
/// The files lie in 1,024 folders, two levels by the first two digits of their random names: few
/// enough that a new file seldom has to wait for a new folder to be synced, and enough that ten
/// million files are ten thousand in each.
public final class LocalFileStore implements FileStore {
  private static final String PART = ".part";

  private final OutageLog outage = new OutageLog("files: the local folder");
  private final Path folder;

  /// Folders of which is known that they survive a crash; 1,024 at most.
  private final Set<Path> durable = ConcurrentHashMap.newKeySet();

  private LocalFileStore(Path folder) {
    this.folder = folder;
  }

  /// Makes the folder where there is none, and deletes what a crash left half copied.
  ///
  /// @throws Unusable when it cannot be written
  public static LocalFileStore open(Path folder) {
    try {
      Disk.createFolders(folder);
      Disk.tryToWrite(folder);
      sweep(folder);
      return new LocalFileStore(folder);
    } catch (IOException e) {
      throw new Unusable("The folder for files, " + folder + ", cannot be written.", e);
    }
  }

  @Override
  public void put(FileName name, Path source) {
    attempt(() -> {
      place(name, source);
      return name;
    });
  }

  @Override
  public Optional<StoredFile> open(FileName name, long from, long count) {
    return attempt(() -> opened(name, from, count));
  }

  @Override
  public void delete(FileName name) {
    attempt(() -> {
      if (Files.deleteIfExists(path(name))) {
        Disk.syncFolder(shard(name));
      }
      return name;
    });
  }

  private void place(FileName name, Path source) throws IOException {
    Disk.hideFromOthers(source);
    Disk.syncFile(source);
    makeDurable(name);
    claim(name);
    try {
      moveTo(name, source);
      Disk.syncFolder(shard(name));
    } catch (IOException e) {
      durable.remove(shard(name));
      withdraw(name, e);
      throw e;
    }
  }

  /// A rename replaces what is there, so a file's name is taken by an empty file first.
  private void claim(FileName name) throws IOException {
    try {
      Disk.createFile(path(name));
    } catch (FileAlreadyExistsException e) {
      throw new IllegalStateException("there is a file of that name", e);
    } catch (IOException e) {
      durable.remove(shard(name));
      throw e;
    }
  }

  private void withdraw(FileName name, IOException reason) {
    try {
      Files.deleteIfExists(path(name));
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private void moveTo(FileName name, Path source) throws IOException {
    try {
      Files.move(source, path(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException _) {
      copyTo(name, source);
    }
  }

  /// For a source on another file system.
  private void copyTo(FileName name, Path source) throws IOException {
    var part = folder.resolve(name.value() + PART);
    try {
      Files.copy(source, part);
      Disk.syncFile(part);
      Files.move(part, path(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// That a folder exists does not say that it is on disk: another thread may just have made it.
  private void makeDurable(FileName name) throws IOException {
    var shard = shard(name);
    if (durable.contains(shard)) {
      return;
    }
    Disk.createFolders(shard);
    Disk.syncFolder(above(name));
    Disk.syncFolder(folder);
    durable.add(shard);
  }

  private Optional<StoredFile> opened(FileName name, long from, long count) throws IOException {
    try {
      var channel =
          FileChannel.open(path(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      var there = channel.size() - from;
      if (there <= 0 && count > 0) {
        channel.close();
        throw new IllegalStateException("a stored file ends before the part asked for");
      }
      return Optional.of(new StoredFile.OnDisk(channel, from, Math.min(count, there)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private Path path(FileName name) {
    return shard(name).resolve(name.value());
  }

  private Path shard(FileName name) {
    return above(name).resolve(name.value().substring(1, 2));
  }

  private Path above(FileName name) {
    return folder.resolve(name.value().substring(0, 1));
  }

  private <T> T attempt(Work<T> work) {
    try {
      var result = work.run();
      outage.worked();
      return result;
    } catch (IOException e) {
      outage.failed(Disk.nameless(e));
      throw Refused.unavailable();
    }
  }

  private static void sweep(Path folder) throws IOException {
    try (var parts = Files.newDirectoryStream(folder, "*" + PART)) {
      for (var part : parts) {
        Files.deleteIfExists(part);
      }
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }
}
