package dev.ticketchat.faults.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A disk as the operations of a [PowerLog] leave it, one after the other.
///
/// As on the journaling file systems that servers run on, a name is on disk when its folder was
/// synced after, or the file that has it; and the names on the way get there in order.
public final class PowerlessDisk {
  private final List<PowerLog.Step> records;
  private final Map<Long, Content> contents = new HashMap<>();
  private final Map<Path, Long> names = new HashMap<>();
  private final Map<Long, Path> folders = new HashMap<>();

  /// On disk.
  private final Map<Path, Long> keptNames = new TreeMap<>();

  private final List<NameChange> onTheWay = new ArrayList<>();
  private int done;

  /// @param inode of the file; of a removed name none
  private record NameChange(
      long number, Operation operation, Optional<Long> inode, List<Path> parents) {

    boolean isKeptBySync(long synced, Optional<Path> folder, long before) {
      return number < before
          && (inode.filter(known -> known == synced).isPresent()
              || folder.filter(parents::contains).isPresent());
    }
  }

  private PowerlessDisk(List<PowerLog.Step> records) {
    this.records = records;
  }

  public static PowerlessDisk of(PowerLog log) throws IOException {
    return new PowerlessDisk(log.read());
  }

  /// When the first and the last operation was done, as `System.nanoTime`.
  public long begin() {
    return records.getFirst().time();
  }

  public long end() {
    return records.getLast().time();
  }

  /// Does all that was done until that moment, and not done yet.
  public void goOnUntil(long nanoTime) {
    while (done < records.size() && records.get(done).time() - nanoTime <= 0) {
      run(done, records.get(done).operation());
      done++;
    }
  }

  /// Makes the folder as it is found when the power fails now, and all that was not synced is lost.
  public void write(Path folder) throws IOException {
    write(folder, keptNames, contents);
  }

  /// As [#write], but of what was not synced, some got to the disk.
  public void writeTorn(Path folder, RandomGenerator random) throws IOException {
    var some = new TreeMap<>(keptNames);
    onTheWay.stream()
        .limit(random.nextInt(onTheWay.size() + 1))
        .forEach(change -> rename(some, change));
    var torn = new HashMap<Long, Content>();
    contents.forEach((inode, content) -> {
      var copy = content.copy();
      copy.tear(random);
      torn.put(inode, copy);
    });
    write(folder, some, torn);
  }

  private void run(int number, Operation operation) {
    switch (operation) {
      case Operation.Create(var path, var inode) -> {
        contents.put(inode, new Content());
        name(number, operation, path, inode);
      }
      case Operation.MakeFolder(var path, var inode) -> {
        folders.put(inode, path);
        name(number, operation, path, inode);
      }
      case Operation.Write(var inode, _, _) -> content(inode).change(number, operation);
      case Operation.Truncate(var inode, _) -> content(inode).change(number, operation);
      case Operation.Rename(var from, var to) -> {
        var inode = Optional.ofNullable(names.remove(from));
        inode.ifPresent(known -> names.put(to, known));
        onTheWay.add(new NameChange(number, operation, inode, List.of(parent(from), parent(to))));
      }
      case Operation.Remove(var path) -> {
        names.remove(path);
        onTheWay.add(new NameChange(number, operation, Optional.empty(), List.of(parent(path))));
      }
      case Operation.Sync(var inode, var before) -> sync(inode, before);
    }
  }

  private void name(int number, Operation operation, Path path, long inode) {
    names.put(path, inode);
    onTheWay.add(new NameChange(number, operation, Optional.of(inode), List.of(parent(path))));
  }

  private void sync(long inode, long before) {
    Optional.ofNullable(contents.get(inode)).ifPresent(content -> content.sync(before));
    var folder = Optional.ofNullable(folders.get(inode));
    for (var i = onTheWay.size() - 1; i >= 0; i--) {
      if (onTheWay.get(i).isKeptBySync(inode, folder, before)) {
        var kept = onTheWay.subList(0, i + 1);
        kept.forEach(change -> rename(keptNames, change));
        kept.clear();
        return;
      }
    }
  }

  private static void rename(Map<Path, Long> names, NameChange change) {
    switch (change.operation) {
      case Operation.Create(var path, var inode) -> names.put(path, inode);
      case Operation.MakeFolder(var path, var inode) -> names.put(path, inode);
      case Operation.Rename(var from, var to) -> {
        names.remove(from);
        change.inode.ifPresent(inode -> names.put(to, inode));
      }
      case Operation.Remove(var path) -> names.remove(path);
      default -> throw new IllegalArgumentException(change.toString());
    }
  }

  private void write(Path folder, Map<Path, Long> names, Map<Long, Content> contents)
      throws IOException {
    Files.createDirectories(folder);
    for (var name : names.entrySet()) {
      var path = folder.resolve(name.getKey());
      if (folders.containsKey(name.getValue())) {
        Files.createDirectories(path);
      } else {
        Files.createDirectories(path.getParent());
        Files.write(path, contents.getOrDefault(name.getValue(), new Content()).onDisk());
      }
    }
  }

  private Content content(long inode) {
    return contents.computeIfAbsent(inode, _ -> new Content());
  }

  private static Path parent(Path path) {
    return Optional.ofNullable(path.getParent()).orElse(Path.of(""));
  }
}
