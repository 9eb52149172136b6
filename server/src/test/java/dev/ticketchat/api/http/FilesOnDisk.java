package dev.ticketchat.api.http;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.files.FileRegistry;
import dev.ticketchat.chat.files.FileStore;
import dev.ticketchat.chat.files.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The files of a folder, and what is known of them. Gives them as a disk does or, when told, as a
/// store elsewhere; out of order when told. Remembers what it opened.
final class FilesOnDisk implements FileStore, FileRegistry {
  final Map<FileName, Attachment> known = new ConcurrentHashMap<>();
  volatile boolean remote;
  volatile boolean storeOut;
  volatile boolean registryOut;

  private final Path folder;
  private final List<FileChannel> opened = new CopyOnWriteArrayList<>();

  FilesOnDisk(Path folder) {
    this.folder = folder;
  }

  void add(Attachment attachment, byte[] content) {
    known.put(attachment.name(), attachment);
    attachment.thumbnail().ifPresent(name -> known.put(name, attachment));
    write(attachment.name(), content);
  }

  void write(FileName name, byte[] content) {
    try {
      Files.write(folder.resolve(name.value()), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int opened() {
    return opened.size();
  }

  boolean isAllClosed() {
    return opened.stream().noneMatch(FileChannel::isOpen);
  }

  @Override
  public Optional<Attachment> find(FileName name) {
    if (registryOut) {
      throw Refused.unavailable();
    }
    return Optional.ofNullable(known.get(name));
  }

  @Override
  public Optional<StoredFile> open(FileName name, long from, long count) {
    if (storeOut) {
      throw Refused.unavailable();
    }
    var path = folder.resolve(name.value());
    return Files.exists(path) ? Optional.of(open(path, from, count)) : Optional.empty();
  }

  private StoredFile open(Path path, long from, long count) {
    try {
      var file = FileChannel.open(path);
      opened.add(file);
      long there = Math.min(count, file.size() - from);
      return remote
          ? new StoredFile.Remote(stream(file, from), there)
          : new StoredFile.OnDisk(file, from, there);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(FileChannel file, long from) throws IOException {
    return Channels.newInputStream(file.position(from));
  }

  @Override
  public void put(FileName name, Path source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(FileName name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void announce(List<FileName> names, Instant now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<FileName> withdraw(List<FileName> names) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void forget(List<FileName> names) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<FileName> unclaimed(Instant before, int limit) {
    throw new UnsupportedOperationException();
  }
}
