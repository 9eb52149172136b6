package dev.ticketchat.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the kernel tells of processes and of the machine, in `/proc`.
final class Proc {
  /// Clock ticks per second, as `/proc` has them on every Linux.
  private static final double TICKS = 100;

  private static final int KIB = 1024;
  private static final int PAGE = 4096;

  private final Path root;

  /// Seconds of CPU, and bytes of memory.
  record Usage(double user, double system, long resident, long peak) {
    static Usage none() {
      return new Usage(0, 0, 0, 0);
    }

    Usage plus(Usage more) {
      return new Usage(
          user + more.user, system + more.system, resident + more.resident, peak + more.peak);
    }

    double cpu() {
      return user + system;
    }
  }

  /// Seconds that the machine's CPUs were busy, and that another machine had them.
  record Machine(double busy, double stolen) {}

  /// Bytes that the kernel uses itself, that are free to be used, and that TCP has in buffers.
  record Kernel(long slab, long available, long socketBuffers) {}

  Proc(Path root) {
    this.root = root;
  }

  /// Of processes together. One that is gone adds nothing.
  Usage usage(List<Long> pids) {
    return pids.stream().map(this::usage).reduce(Usage.none(), Usage::plus);
  }

  Machine machine() {
    var cpu = lines("stat").getFirst().trim().split(" +", -1);
    double busy = 0;
    for (int field : new int[] {1, 2, 3, 6, 7}) { // user, nice, system, irq, softirq
      busy += Double.parseDouble(cpu[field]);
    }
    return new Machine(busy / TICKS, Double.parseDouble(cpu[8]) / TICKS);
  }

  Kernel kernel() {
    var memory = lines("meminfo");
    return new Kernel(
        kib(memory, "Slab:"), kib(memory, "MemAvailable:"), tcpPages(lines("net/sockstat")) * PAGE);
  }

  private Usage usage(long pid) {
    if (!Files.exists(root.resolve(Long.toString(pid)))) {
      return Usage.none();
    }
    var stat = lines(pid + "/stat").getFirst();
    var fields =
        stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1); // the name may hold anything
    var status = lines(pid + "/status");
    return new Usage(
        Long.parseLong(fields[11]) / TICKS,
        Long.parseLong(fields[12]) / TICKS,
        kib(status, "VmRSS:"),
        kib(status, "VmHWM:"));
  }

  private static long kib(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
        .findFirst()
        .orElse(0);
  }

  private static long tcpPages(List<String> sockets) {
    return sockets.stream()
        .filter(line -> line.startsWith("TCP:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".* mem (\\d+).*", "$1")))
        .findFirst()
        .orElse(0);
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
