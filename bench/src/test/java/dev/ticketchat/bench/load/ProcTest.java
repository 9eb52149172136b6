package dev.ticketchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path root;

  @Test
  void addsUpProcesses() throws IOException {
    process(
        1,
        "1 (a b) c) S 0 1 1 0 -1 0 0 0 0 0 150 50 0 0 20 0",
        "VmHWM:\t 300 kB\nVmRSS:\t 200 kB\n");
    process(
        2, "2 (java) R 0 1 1 0 -1 0 0 0 0 0 100 25 0 0 20 0", "VmHWM:\t 30 kB\nVmRSS:\t 20 kB\n");

    var usage = new Proc(root).usage(List.of(1L, 2L, 3L));

    assertThat(usage).isEqualTo(new Proc.Usage(2.5, 0.75, 220 * 1024, 330 * 1024));
  }

  @Test
  void tellsOfTheMachine() throws IOException {
    write("stat", "cpu  100 10 200 5000 30 4 6 70 0 0\ncpu0 1 2 3 4\n");

    assertThat(new Proc(root).machine()).isEqualTo(new Proc.Machine(3.2, 0.7));
  }

  @Test
  void tellsOfTheKernel() throws IOException {
    write("meminfo", "MemTotal: 100 kB\nMemAvailable:   50 kB\nSlab:  7 kB\n");
    write(
        "net/sockstat",
        "sockets: used 1\nTCP: inuse 1 orphan 0 tw 2 alloc 3 mem 4\nUDP: inuse 1 mem 9\n");

    assertThat(new Proc(root).kernel()).isEqualTo(new Proc.Kernel(7 * 1024, 50 * 1024, 4 * 4096));
  }

  @Test
  void readsThisMachine() {
    var sample = Sample.take(new Proc(Path.of("/proc")), List.of(ProcessHandle.current().pid()));

    assertThat(sample.client().resident()).isPositive();
    assertThat(sample.server().cpu()).isPositive();
    assertThat(sample.machine().busy()).isPositive();
    assertThat(sample.kernel().available()).isPositive();
  }

  private void process(int pid, String stat, String status) throws IOException {
    write(pid + "/stat", stat + "\n");
    write(pid + "/status", status);
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }
}
