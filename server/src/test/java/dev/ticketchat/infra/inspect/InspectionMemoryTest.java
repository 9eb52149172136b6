package dev.ticketchat.infra.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.ticketchat.chat.Refused;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an inspection holds does not grow with what a file expands to.
class InspectionMemoryTest {
  private static final int MIB = 1024 * 1024;

  @TempDir private Path folder;

  @Test
  void everyBombIsRefusedByAProcessOfLittleMemory() throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx40m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.add(InspectInLittleMemory.class.getName());
    var bombs = HostileArchives.bombs();
    for (var bomb : bombs) {
      var file = folder.resolve("bomb" + command.size());
      command.add(Files.write(file, bomb.bytes().get()).toString());
    }
    var output = new File(folder.toFile(), "output");

    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();

    assertThat(ended).isTrue();
    assertThat(Files.readAllLines(output.toPath()))
        .containsAll(bombs.stream().map(Sample::expected).toList())
        .noneMatch(line -> line.contains("OutOfMemoryError") || line.startsWith("accepted"));
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void aBombOfOneFileCostsNoMoreThanASmallFile() throws IOException {
    var inspector = new TikaInspector(FileRules.load(Optional.empty()));
    var bomb = Files.write(folder.resolve("bomb"), Zips.of("zeros", Bytes.zeros(64 * MIB)));
    inspect(inspector, bomb);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    inspect(inspector, bomb);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(4 * MIB);
  }

  @Test
  void aLargePictureIsNotReadIntoMemory() throws IOException {
    var inspector = new TikaInspector(FileRules.load(Optional.empty()));
    var picture = Bytes.join(Images.real("png"), Bytes.zeros(64 * MIB));
    var file = Files.write(folder.resolve("picture"), picture);
    inspector.inspect(file, "a.png", "");
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    inspector.inspect(file, "a.png", "");
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(4 * MIB);
  }

  private static void inspect(TikaInspector inspector, Path file) {
    assertThatExceptionOfType(Refused.class).isThrownBy(() -> inspector.inspect(file, "a.zip", ""));
  }
}
