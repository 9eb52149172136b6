package dev.ticketchat.infra.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A stand-in for clamd that does what a script says, for what the real one does not do when asked
/// to. Each connection runs on a thread of its own; a script that throws or ends closes its
/// connection.
final class ScriptedClamd implements AutoCloseable {
  private final ServerSocket server;
  private final List<Script> scripts;
  private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// What happens on one connection.
  interface Script {
    void run(Talk talk) throws Exception;
  }

  /// @param scripts one for each connection in turn, the last for all that follow
  ScriptedClamd(Script... scripts) {
    this.scripts = List.of(scripts);
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::acceptAll);
  }

  ClamdAddress address() {
    return new ClamdAddress(server.getInetAddress().getHostAddress(), server.getLocalPort());
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
      for (var socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll() {
    try {
      while (!server.isClosed()) {
        var socket = server.accept();
        sockets.add(socket);
        var script = scripts.get(Math.min(connections.getAndIncrement(), scripts.size() - 1));
        Thread.ofVirtual().start(() -> run(script, socket));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void run(Script script, Socket socket) {
    try (socket) {
      script.run(
          new Talk(new DataInputStream(socket.getInputStream()), socket.getOutputStream(), closed));
    } catch (Exception _) {
      // The other side went away, which it may.
    }
  }

  /// The server's side of one connection.
  record Talk(DataInputStream in, OutputStream out, CountDownLatch closed) {

    /// Reads up to the end of a command.
    String command() throws IOException {
      var command = new StringBuilder();
      for (var next = in.readByte(); next != 0; next = in.readByte()) {
        command.append((char) next);
      }
      return command.toString();
    }

    /// Reads one stream from its command to its end.
    ///
    /// @return what it was
    byte[] stream() throws IOException {
      if (!command().equals("zINSTREAM")) {
        throw new IOException("another command");
      }
      var content = new ByteArrayOutputStream();
      for (var length = in.readInt(); length > 0; length = in.readInt()) {
        content.writeBytes(in.readNBytes(length));
      }
      return content.toByteArray();
    }

    void say(String text) throws IOException {
      out.write(text.getBytes(ISO_8859_1));
    }

    /// Begins as every session does.
    void session() throws IOException {
      if (!command().equals("zIDSESSION")) {
        throw new IOException("another command");
      }
    }

    /// Reads and answers streams as clamd does, from the first request on.
    void serve(int streams) throws IOException {
      for (var i = 1; i <= streams; i++) {
        stream();
        say(i + ": stream: OK\0");
      }
    }

    /// Answers every stream, as clamd does.
    void serveAll() throws IOException {
      session();
      serve(Integer.MAX_VALUE);
    }

    /// Closes when the second request has begun.
    void serveOneThenClose() throws IOException {
      session();
      serve(1);
      command();
    }

    /// Says one character of a text every so often, over and over.
    void dribble(String text, long everyMillis) throws Exception {
      for (var i = 0; !closed.await(everyMillis, TimeUnit.MILLISECONDS); i++) {
        out.write(text.substring(i % text.length()).getBytes(US_ASCII), 0, 1);
      }
    }

    /// Does nothing more, with the connection open.
    void fallSilent() throws InterruptedException {
      closed.await();
    }
  }
}
