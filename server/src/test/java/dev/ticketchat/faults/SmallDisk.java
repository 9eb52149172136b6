package dev.ticketchat.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file system of its own, in memory, that can be filled to the last byte. Root alone can mount
/// one.
record SmallDisk(Path path) implements AutoCloseable {
  private static final int BLOCK = 64 * 1024;

  static boolean possible() {
    return "root".equals(System.getProperty("user.name"))
        && Files.isExecutable(Path.of("/bin/mount"));
  }

  static SmallDisk mount(Path path, int mebibytes) throws IOException {
    Files.createDirectories(path);
    run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", path.toString());
    return new SmallDisk(path);
  }

  /// Takes all the space that is left.
  void fill() throws IOException {
    try (var filler = Files.newOutputStream(filler())) {
      var block = new byte[BLOCK];
      while (true) {
        filler.write(block);
      }
    } catch (IOException _) {
      if (path.toFile().getUsableSpace() > 0) {
        throw new IOException("the disk did not fill");
      }
    }
  }

  /// Gives it back.
  void empty() throws IOException {
    Files.deleteIfExists(filler());
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", path.toString());
  }

  private Path filler() {
    return path.resolve("filler");
  }

  private static void run(String... command) throws IOException {
    var exit = new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
    if (exit != 0) {
      throw new IOException(List.of(command) + " ended with " + exit);
    }
  }
}
