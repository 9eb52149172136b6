package dev.ticketchat.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The packaged program in a process of its own, as users start it.
final class ServerProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target/ticketchat.jar").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Duration START = Duration.ofSeconds(30);
  private static final Pattern ADDRESS = Pattern.compile("http://localhost:([0-9]+)");

  private final Process process;
  private final Path out;
  private final Path err;

  private ServerProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /// Starts it with the folder as its working directory; its output goes to files there.
  static ServerProcess start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                JAVA.toString(),
                "-XX:+UseCompactObjectHeaders",
                "-Xmx256m",
                "-jar",
                JAR.toString()));
    command.addAll(List.of(arguments));
    var out = Files.createTempFile(folder, "out", ".txt");
    var err = Files.createTempFile(folder, "err", ".txt");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TICKETCHAT_"));
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new ServerProcess(builder.start(), out, err);
  }

  /// Waits until it says where it serves.
  int port() {
    await().atMost(START).until(() -> address().find() || !process.isAlive());
    var address = address();
    assertThat(address.find()).as("started, or said: " + err()).isTrue();
    return Integer.parseInt(address.group(1));
  }

  /// Sends SIGTERM.
  void terminate() {
    process.destroy();
  }

  /// Sends SIGKILL, and waits for the end.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Sends SIGINT, as Ctrl+C does.
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  /// Waits for the end.
  int exitCode(Duration within) throws InterruptedException {
    assertThat(process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private Matcher address() {
    return ADDRESS.matcher(out() + err());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
