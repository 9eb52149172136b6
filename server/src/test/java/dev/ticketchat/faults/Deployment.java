package dev.ticketchat.faults;

import dev.ticketchat.app.ServerProcess;
import dev.ticketchat.faults.client.ClientPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// A server process that is started again on the same folder and port, whatever ended it.
public final class Deployment implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Path folder;
  private final Path data;
  private final Tokens tokens;
  private final Map<String, String> environment;
  private final List<String> options;
  private final int port = freePort();
  private ServerProcess server;

  /// Starts it.
  ///
  /// @param folder for what it prints
  /// @param data for what it keeps
  /// @param environment added to the usual one
  /// @param options for the JVM
  public Deployment(
      Path folder, Path data, Tokens tokens, Map<String, String> environment, List<String> options)
      throws IOException {
    this.folder = folder;
    this.data = data;
    this.tokens = tokens;
    this.environment = new HashMap<>(environment);
    this.environment.put("TICKETCHAT_JWT_SECRET", tokens.secret());
    this.environment.putIfAbsent("TICKETCHAT_RATE_LIMIT", "off");
    this.options = options;
    this.server = launch();
  }

  /// As above, with the data below the folder and nothing unusual.
  public Deployment(Path folder, Tokens tokens) throws IOException {
    this(folder, folder.resolve("data"), tokens, Map.of(), List.of());
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  public Desk desk() {
    return new Desk(address(), () -> tokens.superAdmin("desk"));
  }

  /// A client of this server that signs in with one token.
  public ClientPlan superAdmin(String user, List<String> tickets) {
    var token = tokens.superAdmin(user);
    return ClientPlan.of(address(), user, () -> token, tickets);
  }

  public ServerProcess process() {
    return server;
  }

  /// Starts it again, after it ended; does not wait until it serves.
  public void start() throws IOException {
    server = launch();
  }

  public void kill() throws InterruptedException {
    server.kill();
  }

  /// Tells it to end, and waits until it did.
  public int end() throws InterruptedException {
    server.terminate();
    return server.exitCode(GRACE);
  }

  @Override
  public void close() {
    server.close();
  }

  private ServerProcess launch() throws IOException {
    return ServerProcess.start(
        folder,
        environment,
        options,
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--data-dir",
        data.toString());
  }

  /// Outside the range that clients' connections take their ports from.
  private static int freePort() {
    for (var tries = 0; tries < 100; tries++) {
      var port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException _) {
        // Taken; another one.
      }
    }
    throw new AssertionError("no free port");
  }
}
