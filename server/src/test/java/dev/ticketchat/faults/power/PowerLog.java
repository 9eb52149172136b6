package dev.ticketchat.faults.power;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ticketchat.testing.DebianProgram;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a process does to the files below one folder, which is not there when the process starts.
///
/// @param root the folder
/// @param file the log
public record PowerLog(Path library, Path root, Path file) {
  private static final DebianProgram COMPILER =
      new DebianProgram("a C compiler", "CC", "build-essential", List.of("cc", "gcc", "clang"));
  private static final Path SOURCE = Path.of("src/test/c/powerlog.c").toAbsolutePath();
  private static final int HEADER = 32;

  /// Makes the library.
  ///
  /// @param folder of the log and the library; not below the root
  public static PowerLog of(Path root, Path folder) throws IOException, InterruptedException {
    var library = folder.resolve("powerlog.so");
    var compiler =
        new ProcessBuilder(
                COMPILER.installed().toString(),
                "-O2",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                SOURCE.toString(),
                "-ldl",
                "-lpthread")
            .inheritIO()
            .start();
    if (compiler.waitFor() != 0) {
      throw new AssertionError(SOURCE + " does not compile");
    }
    return new PowerLog(library, root, folder.resolve("power.log"));
  }

  /// The variables of a process that is to be followed.
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(), "POWER_ROOT", root.toString(), "POWER_LOG", "" + file);
  }

  /// All records, in order.
  List<Step> read() throws IOException {
    var records = new ArrayList<Step>();
    try (var channel = FileChannel.open(file)) {
      var bytes =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
              .order(ByteOrder.nativeOrder());
      while (bytes.remaining() >= HEADER) {
        var time = bytes.getLong();
        var inode = bytes.getLong();
        var offset = bytes.getLong();
        var payload = new byte[bytes.getInt()];
        var kind = (char) bytes.getInt();
        bytes.get(payload);
        records.add(new Step(time, operation(kind, inode, offset, payload)));
      }
    }
    return records;
  }

  /// @param time as `System.nanoTime`
  record Step(long time, Operation operation) {}

  private Operation operation(char kind, long inode, long offset, byte[] payload) {
    return switch (kind) {
      case 'C' -> new Operation.Create(path(payload, 0, payload.length), inode);
      case 'D' -> new Operation.MakeFolder(path(payload, 0, payload.length), inode);
      case 'W' -> new Operation.Write(inode, offset, payload);
      case 'T' -> new Operation.Truncate(inode, offset);
      case 'S' -> new Operation.Sync(inode, offset);
      case 'R' -> {
        var first = (int) offset;
        yield new Operation.Rename(
            path(payload, 0, first), path(payload, first + 1, payload.length));
      }
      case 'U' -> new Operation.Remove(path(payload, 0, payload.length));
      default -> throw new AssertionError("cannot follow " + new String(payload, UTF_8));
    };
  }

  private Path path(byte[] payload, int from, int to) {
    return root.relativize(Path.of(new String(payload, from, to - from, UTF_8)));
  }
}
