package dev.ticketchat.faults.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/// What a server process holds; it must run with `-XX:NativeMemoryTracking=summary`.
///
/// @param heap bytes in use, right after a collection
/// @param direct bytes of memory outside the heap that the program took, for buffers
/// @param files open ones, sockets included, but not the database's: its pool of readers closes
///   those that were idle for minutes
/// @param threads of the platform
record Footprint(long heap, long direct, long files, long threads) {
  private static final String DATABASE = "ticketchat.db";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern USED = Pattern.compile("used ([0-9]+)K");
  private static final Pattern OTHER =
      Pattern.compile("Other \\(reserved=[0-9]+KB, committed=([0-9]+)KB");

  /// Looks at a process on this machine.
  static Footprint of(long pid) throws IOException {
    var _ = jcmd(pid, "GC.run");
    var _ = jcmd(pid, "GC.run");
    var heap = answer(USED, pid, "GC.heap_info").replaceFirst("(?s)Metaspace.*", "");
    var offHeap = answer(OTHER, pid, "VM.native_memory", "summary");
    return new Footprint(
        kibibytes(USED, heap), kibibytes(OTHER, offHeap), files(pid), count(pid, "task"));
  }

  private static long kibibytes(Pattern pattern, String text) {
    var sum =
        pattern.matcher(text).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
    if (sum == 0) {
      throw new AssertionError("no " + pattern + " in " + text);
    }
    return sum * 1024;
  }

  private static long files(long pid) throws IOException {
    try (var open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return open.filter(file -> !target(file).contains(DATABASE)).count();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return DATABASE; // it is not open any more
    }
  }

  private static long count(long pid, String what) throws IOException {
    try (var entries = Files.list(Path.of("/proc", Long.toString(pid), what))) {
      return entries.count();
    }
  }

  /// A JVM that is busy may not know a command of its own at once.
  private static String answer(Pattern sought, long pid, String... command) {
    return await()
        .atMost(PATIENCE)
        .until(() -> jcmd(pid, command), text -> sought.matcher(text).find());
  }

  private static String jcmd(long pid, String... command) throws IOException {
    var all = new String[command.length + 2];
    all[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    all[1] = Long.toString(pid);
    System.arraycopy(command, 0, all, 2, command.length);
    var process = new ProcessBuilder(all).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
