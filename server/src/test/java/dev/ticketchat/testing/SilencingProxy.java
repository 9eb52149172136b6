package dev.ticketchat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// A TCP proxy on the loopback that can fall silent: from then on it forwards nothing in either
/// direction and closes nothing, as a network does that is gone. Both ends stay half-open.
public final class SilencingProxy implements AutoCloseable {
  private final InetSocketAddress server;
  private final ServerSocket listening;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private volatile boolean silent;
  private volatile boolean closed;

  public SilencingProxy(InetSocketAddress server) {
    this.server = server;
    try {
      listening = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  /// Forwards nothing more.
  public void fallSilent() {
    silent = true;
  }

  private void accept() {
    try {
      while (!closed) {
        var client = listening.accept();
        var target = new Socket(server.getAddress(), server.getPort());
        sockets.add(client);
        sockets.add(target);
        Thread.startVirtualThread(() -> forward(client, target));
        Thread.startVirtualThread(() -> forward(target, client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void forward(Socket from, Socket to) {
    var buffer = new byte[8 * 1024];
    try {
      for (int read = from.getInputStream().read(buffer); read >= 0 && !closed; ) {
        while (silent && !closed) {
          LockSupport.parkNanos(50_000_000);
        }
        to.getOutputStream().write(buffer, 0, read);
        read = from.getInputStream().read(buffer);
      }
      if (!silent) {
        to.shutdownOutput();
      }
    } catch (IOException _) {
      // one of the two is gone
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      listening.close();
      for (var socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
