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
public final class ServerProcess implements AutoCloseable {
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
  public static ServerProcess start(
      Path folder, Map<String, String> environment, String... arguments) throws IOException {
    return start(folder, environment, List.of(), arguments);
  }

  /// As above.
  ///
  /// @param options for the JVM
  public static ServerProcess start(
      Path folder, Map<String, String> environment, List<String> options, String... arguments)
      throws IOException {
    var command =
        new ArrayList<>(List.of(JAVA.toString(), "-XX:+UseCompactObjectHeaders", "-Xmx256m"));
    command.addAll(options);
    command.addAll(List.of("-jar", JAR.toString()));
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
  public int port() {
    await().atMost(START).until(() -> address().find() || !process.isAlive());
    var address = address();
    assertThat(address.find()).as("started, or said: " + err()).isTrue();
    return Integer.parseInt(address.group(1));
  }

  /// Bytes that are in use after a full collection.
  long liveHeap() throws IOException, InterruptedException {
    var jcmd = JAVA.resolveSibling("jcmd").toString();
    var histogram =
        new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram").start();
    var lines = new String(histogram.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(histogram.waitFor()).isZero();
    return Long.parseLong(lines.getLast().strip().split("\\s+", -1)[2]);
  }

  /// Sends SIGTERM.
  public void terminate() {
    process.destroy();
  }

  /// Sends SIGKILL, and waits for the end.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public long pid() {
    return process.pid();
  }

  /// Stops it where it stands (SIGSTOP): the kernel still takes connections and some bytes for it.
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /// Lets it go on after [#pause].
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  /// Sends SIGINT, as Ctrl+C does.
  void interrupt() throws IOException, InterruptedException {
    signal("INT");
  }

  /// Waits for the end.
  public int exitCode(Duration within) throws InterruptedException {
    assertThat(process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  /// What it took of the processors so far.
  Duration cpuTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  public String out() {
    return read(out);
  }

  public String err() {
    return read(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
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
