package dev.ticketchat.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A real ClamAV daemon on a free loopback port, for tests. It knows one signature, that of the
/// file of [Eicar], so that nothing is downloaded. It depends on no service of the machine and ends
/// with the test; methods are for one thread.
public final class Clamd implements AutoCloseable {
  private static final DebianProgram PROGRAM =
      new DebianProgram("ClamAV's daemon clamd", "CLAMD", "clamav-daemon", List.of("clamd"));
  private static final Duration START = Duration.ofSeconds(60);
  private static final int TRIES = 3;

  private final Path program = PROGRAM.installed();
  private final Path folder = Files.createTempDirectory("clamd");
  private final Map<String, String> settings;
  private final int port;
  private Process process;

  private Clamd(Map<String, String> settings) throws IOException {
    this.settings = settings;
    port = freePort();
    writeFiles();
    process = launch();
  }

  /// A running one, with limits that suit files of 10 MiB.
  ///
  /// @throws AssertionError with the line to act on where there is no clamd, and with what it said
  ///   where it does not start
  public static Clamd start() {
    return start(Map.of());
  }

  /// A running one.
  ///
  /// @param settings of `clamd.conf`, over the usual ones
  public static Clamd start(Map<String, String> settings) {
    for (var tries = 1; ; tries++) {
      try {
        var clamd = new Clamd(settings);
        try {
          clamd.awaitAnswer();
          return clamd;
        } catch (AssertionError e) {
          // Somebody else may have taken the port meanwhile.
          clamd.close();
          if (tries == TRIES) {
            throw e;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /// Stops it where it stands: the kernel still takes connections and some bytes for it.
  public void pause() {
    signal("STOP");
  }

  /// Lets it go on after [#pause].
  public void resume() {
    signal("CONT");
  }

  /// Ends it at once, as `kill -9` does.
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while ending clamd", e);
    }
  }

  /// Starts it again on the same port after [#kill].
  public void restart() {
    process = launch();
    awaitAnswer();
  }

  @Override
  public void close() {
    kill();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void writeFiles() throws IOException {
    var signatures = Files.createDirectory(folder.resolve("signatures"));
    var signature = "Eicar-Test-Signature:0:0:" + HexFormat.of().formatHex(Eicar.file()) + "\n";
    Files.writeString(signatures.resolve("local.ndb"), signature);
    var all = new LinkedHashMap<String, String>();
    all.put("TCPAddr", InetAddress.getLoopbackAddress().getHostAddress());
    all.put("TCPSocket", Integer.toString(port));
    all.put("DatabaseDirectory", signatures.toString());
    all.put("OfficialDatabaseOnly", "no");
    all.put("TemporaryDirectory", folder.toString());
    all.put("Foreground", "yes");
    all.put("SelfCheck", "0");
    all.put("ReadTimeout", "30");
    all.put("StreamMaxLength", "25M");
    all.put("MaxFileSize", "25M");
    all.put("MaxScanSize", "100M");
    all.put("AlertExceedsMax", "yes");
    all.put("AlertEncrypted", "yes");
    all.putAll(settings);
    Files.writeString(
        folder.resolve("clamd.conf"),
        all.entrySet().stream()
            .map(setting -> setting.getKey() + " " + setting.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  private Process launch() {
    var command = List.of(program.toString(), "-c", folder.resolve("clamd.conf").toString());
    try {
      var launched =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output").toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(launched::destroyForcibly));
      return launched;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitAnswer() {
    var end = System.nanoTime() + START.toNanos();
    while (!(process.isAlive() && answers())) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new AssertionError("clamd does not start:\n" + output());
      }
      pauseBriefly();
    }
  }

  private boolean answers() {
    try (var socket = new Socket()) {
      socket.connect(address(), 1_000);
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write("zPING\0".getBytes(US_ASCII));
      return "PONG\0".equals(new String(socket.getInputStream().readNBytes(5), US_ASCII));
    } catch (IOException _) {
      return false;
    }
  }

  /// Until the process ends, or for a moment.
  private void pauseBriefly() {
    try {
      process.waitFor(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while starting clamd", e);
    }
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String name) {
    try {
      var command = List.of("kill", "-" + name, Long.toString(process.pid()));
      var kill = new ProcessBuilder(command).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("kill -" + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while signalling clamd", e);
    }
  }
}
