package dev.ticketchat.infra.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A line to a server on a loopback port that can be made bad for the next connections. While it is
/// good, every connection carries one request.
final class BadLine implements AutoCloseable {
  private static final int ENOUGH_FOR_A_HEAD = 20_000;

  enum Trouble {
    NONE,
    SAYS_NOTHING,
    DRIPS,
    LOSES_THE_ANSWER,
    BREAKS_IN_THE_BODY,
    BREAKS_IN_THE_ANSWER,
    CHANGES_A_BYTE
  }

  private final int server;
  private final ServerSocket port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new ArrayList<>();
  private Trouble trouble = Trouble.NONE;
  private int connections;

  private BadLine(int server) throws IOException {
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  static BadLine to(int server) throws IOException {
    return new BadLine(server);
  }

  int port() {
    return port.getLocalPort();
  }

  /// Makes the line bad for so many connections from now on. Those that are open are cut.
  synchronized void has(Trouble next, int forConnections) throws IOException {
    closeSockets();
    trouble = next;
    connections = forConnections;
  }

  @Override
  public synchronized void close() throws IOException {
    port.close();
    closeSockets();
  }

  private void accept() {
    while (!port.isClosed()) {
      try {
        var client = port.accept();
        var trouble = next(client);
        Thread.ofVirtual().start(() -> quietly(() -> carry(client, trouble)));
      } catch (IOException e) {
        if (!port.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private synchronized Trouble next(Socket client) {
    sockets.add(client);
    return connections > 0 && connections-- > 0 ? trouble : Trouble.NONE;
  }

  private void carry(Socket client, Trouble trouble) throws IOException {
    if (trouble == Trouble.SAYS_NOTHING) {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
      return;
    }
    if (trouble == Trouble.DRIPS) {
      drip(client);
      return;
    }
    try (client;
        var upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
      var up =
          Thread.ofVirtual()
              .start(() -> quietly(() -> copy(client.getInputStream(), upstream, true, trouble)));
      copy(upstream.getInputStream(), client, false, trouble);
      up.interrupt();
    }
  }

  private void drip(Socket client) throws IOException {
    var head = "HTTP/1.1 200 OK\r\nx-padding: " + "x".repeat(10_000);
    for (var b : head.getBytes(StandardCharsets.US_ASCII)) {
      client.getOutputStream().write(b);
      LockSupport.parkNanos(300_000_000);
    }
  }

  private static void copy(InputStream in, Socket to, boolean request, Trouble trouble)
      throws IOException {
    var bytes = new byte[8_192];
    long passed = 0;
    for (int read; (read = in.read(bytes)) >= 0; passed += read) {
      if (!request && trouble == Trouble.LOSES_THE_ANSWER) {
        break;
      }
      if (passed > ENOUGH_FOR_A_HEAD && breaks(request, trouble)) {
        break;
      }
      if (passed > ENOUGH_FOR_A_HEAD && request && trouble == Trouble.CHANGES_A_BYTE) {
        bytes[0] ^= 1;
      }
      to.getOutputStream().write(bytes, 0, read);
    }
    to.close();
  }

  private static boolean breaks(boolean request, Trouble trouble) {
    return trouble == (request ? Trouble.BREAKS_IN_THE_BODY : Trouble.BREAKS_IN_THE_ANSWER);
  }

  private void closeSockets() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private static void quietly(Step step) {
    try {
      step.run();
    } catch (IOException _) {
      // One side is gone; that is what lines do here.
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }
}
