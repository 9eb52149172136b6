package dev.ticketchat.chat.fakes;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.files.FileStore;
import dev.ticketchat.chat.files.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Files in memory. Takes each one away from where it was.
public final class MemoryFileStore implements FileStore {
  private final Map<FileName, byte[]> files = new ConcurrentHashMap<>();
  private final AtomicInteger putsLeft = new AtomicInteger(Integer.MAX_VALUE);
  private volatile boolean away;

  /// Makes every method throw until it is back.
  public void away(boolean away) {
    this.away = away;
  }

  /// Makes `put` throw after so many more.
  public void fullAfter(int puts) {
    putsLeft.set(puts);
  }

  public Set<FileName> names() {
    return Set.copyOf(files.keySet());
  }

  /// The bytes of a file that is there, as ASCII.
  public String text(FileName name) {
    return Optional.ofNullable(files.get(name)).map(Texts::of).orElseThrow();
  }

  @Override
  public void put(FileName name, Path source) {
    refuseIfAway();
    if (putsLeft.getAndDecrement() <= 0) {
      throw Refused.unavailable();
    }
    try {
      files.put(name, Files.readAllBytes(source));
      Files.delete(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<StoredFile> open(FileName name, long from, long count) {
    refuseIfAway();
    return Optional.ofNullable(files.get(name))
        .map(bytes ->
            new StoredFile.Remote(
                new ByteArrayInputStream(bytes, Math.toIntExact(from), Math.toIntExact(count)),
                count));
  }

  @Override
  public void delete(FileName name) {
    refuseIfAway();
    files.remove(name);
  }

  private void refuseIfAway() {
    if (away) {
      throw Refused.unavailable();
    }
  }
}
