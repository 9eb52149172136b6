package dev.ticketchat.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/// Starts servers on free ports of the loopback interface.
public final class Starter {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration ANSWER = Duration.ofSeconds(5);

  /// How exactly a start is timed.
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(3);

  private final Installation installation;
  private final HttpClient http = Http.client();

  public Starter(Installation installation) {
    this.installation = installation;
  }

  /// Starts a server with this folder for its data, and waits until it is ready.
  public Server start(Peer peer, Path data) throws InterruptedException {
    var port = freePort();
    var launch = peer.launch(installation, port, data);
    var begin = System.nanoTime();
    var child = Child.start(launch.command(), launch.environment());
    try {
      while (!isReady(port, launch.ready())) {
        if (child.ended(BETWEEN_TRIES)) {
          throw new BenchFailure("%s ended at once: %s".formatted(peer.title(), child.lastWords()));
        }
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw new BenchFailure("%s was not ready in time.".formatted(peer.title()));
        }
      }
      return new Server(peer, child, port, Duration.ofNanos(System.nanoTime() - begin));
    } catch (InterruptedException | RuntimeException e) {
      child.close();
      throw e;
    }
  }

  private boolean isReady(int port, String path) throws InterruptedException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return path.isEmpty() || answers(port, path);
    } catch (IOException _) {
      return false;
    }
  }

  private boolean answers(int port, String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
            .timeout(ANSWER)
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BenchFailure("there is no free port on the loopback interface.", e);
    }
  }
}
