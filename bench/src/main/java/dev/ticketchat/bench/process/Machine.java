package dev.ticketchat.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The machine that a figure was measured on, and what was measured, as words.
public final class Machine {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Machine() {}

  public static Map<String, String> describe(Path project, DiskSync sync)
      throws InterruptedException {
    var facts = new LinkedHashMap<String, String>();
    facts.put("processor", value("/proc/cpuinfo", "model name"));
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", memory());
    facts.put(
        "disk", "%.2f ms for a sync, 99%% within %.2f ms".formatted(sync.median(), sync.p99()));
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("JDK", System.getProperty("java.vendor") + " " + Runtime.version());
    facts.put("Node", said("node", "--version"));
    facts.put("commit", commit(project));
    return facts;
  }

  private static String memory() {
    var kilobytes = Long.parseLong(value("/proc/meminfo", "MemTotal").replace(" kB", ""));
    return "%.0f GiB".formatted(kilobytes / 1024.0 / 1024.0);
  }

  private static String commit(Path project) throws InterruptedException {
    var git = project.toString();
    var commit = said("git", "-C", git, "rev-parse", "--short=10", "HEAD");
    var changed = said("git", "-C", git, "status", "--porcelain", "--untracked-files=no");
    return changed.isEmpty() ? commit : commit + " with changes";
  }

  private static String said(String... command) throws InterruptedException {
    try {
      return Child.run(PATIENCE, command).strip();
    } catch (BenchFailure _) {
      return "unknown";
    }
  }

  private static String value(String file, String name) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException _) {
      return "unknown";
    }
  }
}
