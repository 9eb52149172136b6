package dev.ticketchat.bench.process;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// What a JVM says of itself, in a process of its own.
///
/// @param pid of that process
public record Jvm(long pid) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Collects all garbage, and returns the bytes of what is left.
  public long liveHeap() throws InterruptedException {
    return lastTotal(command("GC.class_histogram"));
  }

  /// @param histogram ends in a line like `Total 85932 5521424`: objects, bytes
  static long lastTotal(String histogram) {
    var total = histogram.lines().filter(line -> line.startsWith("Total")).findFirst();
    return total
        .map(line -> Long.parseLong(line.strip().split("\\s+", -1)[2]))
        .orElseThrow(() -> new BenchFailure("jcmd prints no histogram of the heap."));
  }

  /// Bytes that all its threads allocated since it began, those that have ended too. What a virtual
  /// thread allocates counts for the thread that carries it.
  @SuppressWarnings("BanJNDI") // what it connects to is a process that we started
  public long allocated() {
    try (var connection = JMXConnectorFactory.connect(managementUrl())) {
      var threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
      return (long)
          connection.getMBeanServerConnection().getAttribute(threads, "TotalThreadAllocatedBytes");
    } catch (IOException | JMException | AttachNotSupportedException e) {
      throw new BenchFailure("the JVM %d does not say what it allocated.".formatted(pid), e);
    }
  }

  private JMXServiceURL managementUrl() throws IOException, AttachNotSupportedException {
    var machine = VirtualMachine.attach(Long.toString(pid));
    try {
      return new JMXServiceURL(machine.startLocalManagementAgent());
    } finally {
      machine.detach();
    }
  }

  /// Begins to record each time that a virtual thread held its carrier and each lock that a thread
  /// waited for, however short.
  public void record() throws InterruptedException {
    command(
        "JFR.start",
        "name=bench",
        "settings=none",
        "+" + Waits.PINNED + "#enabled=true",
        "+" + Waits.PINNED + "#threshold=0ms",
        "+" + Waits.CONTENDED + "#enabled=true",
        "+" + Waits.CONTENDED + "#threshold=0ms");
  }

  /// Ends the recording, and writes it to a file.
  public void stopRecording(Path file) throws InterruptedException {
    command("JFR.stop", "name=bench", "filename=" + file);
  }

  private String command(String... words) throws InterruptedException {
    var line = new String[words.length + 2];
    line[0] = Installation.jdkTool("jcmd");
    line[1] = Long.toString(pid);
    System.arraycopy(words, 0, line, 2, words.length);
    return Child.run(PATIENCE, line);
  }
}
