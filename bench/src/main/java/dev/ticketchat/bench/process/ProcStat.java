package dev.ticketchat.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What the kernel says of a process.
///
/// @param cpu that it took so far, as a user and in the kernel; the kernel counts in steps of 10 ms
/// @param residentBytes pages that are in memory, those shared with other processes too
/// @param writtenBytes that it wrote so far, to files above all
public record ProcStat(Duration cpu, long residentBytes, long writtenBytes) {
  private static final long TICK_MILLIS = 10;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  /// Reads it.
  ///
  /// @throws BenchFailure where the process is gone
  public static ProcStat of(long pid) {
    var folder = Path.of("/proc", Long.toString(pid));
    try {
      return parse(
          Files.readString(folder.resolve("stat")),
          Files.readString(folder.resolve("status")),
          Files.readString(folder.resolve("io")));
    } catch (IOException e) {
      throw new BenchFailure("process %d has ended, or there is no /proc.".formatted(pid), e);
    }
  }

  /// @param stat one line; the name in it may hold anything, also spaces and brackets
  /// @param status a line for each value, `VmRSS: 1234 kB` one of them
  /// @param io the same, with `wchar: 1234`
  static ProcStat parse(String stat, String status, String io) {
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    var ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return new ProcStat(
        Duration.ofMillis(ticks * TICK_MILLIS), value(status, "VmRSS:") << 10, value(io, "wchar:"));
  }

  private static long value(String lines, String name) {
    return lines
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).replace("kB", "").strip())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  /// Sockets and files that it has open.
  public static long openFiles(long pid) {
    try (var files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files.count();
    } catch (IOException e) {
      throw new BenchFailure("process %d has ended, or there is no /proc.".formatted(pid), e);
    }
  }
}
