package dev.ticketchat.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// A WebSocket that is no more than its frames. Sees the end of the connection when it comes: the
/// client of the JDK overlooks one that comes right after a frame. Safe from any thread.
final class RawWebSocket implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_BINARY = 0x82;
  private static final int MASKED = 0x80;
  private static final byte[] NO_MASK = new byte[4];

  private final Socket socket = new Socket();

  /// Connects to Engine.IO; text is handed on, on a thread of its own, and so is the end.
  RawWebSocket(URI server, Consumer<String> onText, Runnable onEnd) {
    try {
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      write(handshake(server).getBytes(ISO_8859_1));
      skipHead(in);
      Thread.ofVirtual().start(() -> read(in, onText, onEnd));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends text; what cannot be sent any more is dropped.
  void send(String text) {
    send(FINAL_TEXT, text.getBytes(UTF_8));
  }

  /// Sends bytes; what cannot be sent any more is dropped.
  void send(byte[] bytes) {
    send(FINAL_BINARY, bytes);
  }

  private void send(int head, byte[] bytes) {
    var frame = ByteBuffer.allocate(14 + bytes.length).put((byte) head);
    if (bytes.length < 126) {
      frame.put((byte) (MASKED | bytes.length));
    } else if (bytes.length <= 0xffff) {
      frame.put((byte) (MASKED | 126)).putShort((short) bytes.length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(bytes.length);
    }
    frame.put(NO_MASK).put(bytes).flip();
    var framed = new byte[frame.remaining()];
    frame.get(framed);
    try {
      write(framed);
    } catch (IOException e) {
      // The reader sees the end.
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  private static String handshake(URI server) {
    return String.join(
        "\r\n",
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
        "Host: " + server.getAuthority(),
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "",
        "");
  }

  private static void skipHead(DataInputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    if (!head.toString().startsWith("HTTP/1.1 101 ")) {
      throw new AssertionError("no WebSocket: " + head);
    }
  }

  private static void read(DataInputStream in, Consumer<String> onText, Runnable onEnd) {
    try {
      while (true) {
        int head = in.readUnsignedByte();
        var body = in.readNBytes(Math.toIntExact(length(in)));
        if (head == FINAL_TEXT) {
          onText.accept(new String(body, UTF_8));
        }
      }
    } catch (IOException _) {
      onEnd.run();
    }
  }

  private static long length(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte();
    return switch (length) {
      case 126 -> in.readUnsignedShort();
      case 127 -> in.readLong();
      default -> length;
    };
  }
}
