package dev.ticketchat.infra.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.chat.files.FileType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Makes many thumbnails at once, in a JVM of its own with little memory, and prints how many there
/// were. An error of memory ends it.
final class ThumbnailsTogether {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private ThumbnailsTogether() {}

  /// Arguments: bytes of the budget, how many at once, the picture, its type.
  public static void main(String[] args) throws Exception {
    var pictures = new ImageIoPictures(Long.parseLong(args[0]), Duration.ofMinutes(2));
    var type = new FileType(args[3], "", true);
    Callable<Integer> task =
        () -> {
          var target = Files.createTempFile(Path.of(args[2]).getParent(), "thumbnail", ".tmp");
          return pictures.thumbnail(Path.of(args[2]), type, target).isPresent() ? 1 : 0;
        };
    var made = 0;
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = Collections.nCopies(Integer.parseInt(args[1]), task);
      for (var outcome : executor.invokeAll(tasks)) {
        made += outcome.get();
      }
    }
    System.out.println(made);
  }

  /// Runs it.
  ///
  /// @param heap of the JVM, in MiB
  /// @param budget of the pictures, in MiB
  static int made(int heap, int budget, int together, Path picture, FileType type)
      throws IOException, InterruptedException {
    var out = Files.createTempFile("thumbnails", ".txt");
    var command =
        new ArrayList<>(
            List.of(
                JAVA.toString(),
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                ThumbnailsTogether.class.getName(),
                Long.toString((long) budget << 20),
                Integer.toString(together),
                picture.toString(),
                type.mimeType()));
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ended in time").isTrue();
      var said = Files.readString(out).strip();
      assertThat(process.exitValue()).as(said).isZero();
      return Integer.parseInt(said);
    } finally {
      process.destroyForcibly();
      Files.delete(out);
    }
  }
}
