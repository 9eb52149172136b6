package dev.ticketchat.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs the tests under `src/test/js` with the machine's Node, so that `mvn verify` is the only
/// command. A test written in JavaScript gets what it needs to know, such as the server's URL, from
/// its environment.
///
/// Packages come from the lock file by `npm ci`, without install scripts, once per change of it.
/// Methods block; any thread may call them.
public final class NodeTests {

  private static final Path FOLDER = Path.of("src/test/js").toAbsolutePath();
  private static final Duration INSTALL_DEADLINE = Duration.ofMinutes(5);
  private static final Duration RUN_DEADLINE = Duration.ofMinutes(5);

  private NodeTests() {}

  /// Installs the packages where they are missing or old.
  ///
  /// @throws AssertionError with the line to act on where Node or npm is missing
  public static NodeTests installed() {
    try (var lock = lock()) {
      lock.lock();
      var stamp = FOLDER.resolve("node_modules/.installed-from");
      var wanted = Files.readString(FOLDER.resolve("package-lock.json"));
      if (!Files.exists(stamp) || !Files.readString(stamp).equals(wanted)) {
        var npmCi = List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        demandSuccess(run(npmCi, Map.of(), INSTALL_DEADLINE), "npm ci");
        Files.writeString(stamp, wanted);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new NodeTests();
  }

  /// Runs one file of tests and passes when all of them do.
  ///
  /// @param file relative to `src/test/js`
  /// @param environment added to this process's own
  /// @throws AssertionError with Node's report when a test fails
  public void run(String file, Map<String, String> environment) {
    var command = List.of("node", "--test", "--test-reporter=spec", file);
    demandSuccess(run(command, environment, RUN_DEADLINE), file);
  }

  private static void demandSuccess(Outcome outcome, String what) {
    if (outcome.exitCode() != 0) {
      throw new AssertionError(
          "%s ended with %d:%n%s".formatted(what, outcome.exitCode(), outcome.output()));
    }
  }

  private record Outcome(int exitCode, String output) {}

  private static Outcome run(
      List<String> command, Map<String, String> environment, Duration deadline) {
    try {
      var report = Files.createTempFile("node", ".txt");
      var builder = new ProcessBuilder(command).directory(FOLDER.toFile());
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(report.toFile());
      var outcome = await(start(builder), deadline, report);
      Files.delete(report);
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError(
          "These tests need Node 20 or newer with npm: install nodejs and npm.", e);
    }
  }

  private static Outcome await(Process process, Duration deadline, Path report) throws IOException {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        end(process);
        return new Outcome(-1, "no end within %s%n%s".formatted(deadline, read(report)));
      }
      return new Outcome(process.exitValue(), read(report));
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for Node", e);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String read(Path report) throws IOException {
    return new String(Files.readAllBytes(report), UTF_8);
  }

  /// Keeps two builds in one folder from installing at the same time.
  private static FileChannel lock() throws IOException {
    Files.createDirectories(Path.of("target"));
    return FileChannel.open(
        Path.of("target/npm.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
