package dev.ticketchat.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A process that ends when this is closed, or when this JVM is told to end. What it says lies in
/// two files meanwhile.
public final class Child implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Process process;
  private final Path out;
  private final Path err;
  private final Thread atExit;

  private Child(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
    this.atExit = new Thread(process::destroyForcibly);
  }

  static Child start(List<String> command, Map<String, String> environment) {
    try {
      var out = Files.createTempFile("bench", ".out");
      var err = Files.createTempFile("bench", ".err");
      var builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      var child = new Child(builder.start(), out, err);
      Runtime.getRuntime().addShutdownHook(child.atExit);
      return child;
    } catch (IOException e) {
      throw new BenchFailure("%s cannot be started.".formatted(command.getFirst()), e);
    }
  }

  /// Runs a command to its end, and returns what it printed.
  ///
  /// @throws BenchFailure where it fails, or takes longer
  public static String run(Duration patience, String... command) throws InterruptedException {
    try (var child = start(List.of(command), Map.of())) {
      if (!child.ended(patience) || child.process.exitValue() != 0) {
        throw new BenchFailure("%s failed: %s".formatted(command[0], child.lastWords()));
      }
      return child.output();
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Waits for the end; whether it came in time.
  boolean ended(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// What it printed so far.
  String output() {
    return read(out);
  }

  /// The last line of what it complained of, for people.
  String lastWords() {
    return read(err).lines().filter(line -> !line.isBlank()).reduce("nothing said", (_, b) -> b);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!ended(GRACE)) {
        process.destroyForcibly().waitFor();
      }
      Runtime.getRuntime().removeShutdownHook(atExit);
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IllegalStateException | IOException _) {
      // this JVM is ending, or a file stays in the folder for temporary ones
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new BenchFailure("%s cannot be read.".formatted(file), e);
    }
  }
}
