package dev.ticketchat.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;

/// One TCP connection that sends exactly the bytes that a test says, and that may stop reading.
final class HostilePeer implements AutoCloseable {
  static final int TEXT = 0x81;
  static final int BINARY = 0x82;
  static final int PING = 0x89;

  /// The connection ended without a close frame.
  static final int NO_CODE = -1;

  private static final int CLOSE = 0x88;
  private static final int PATIENCE_MILLIS = 15_000;

  /// A flood that is not over by then has been held back.
  private static final Duration LONGEST_FLOOD = Duration.ofSeconds(3);

  private final Socket socket;
  private final DataInputStream in;

  private HostilePeer(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
  }

  static HostilePeer http(int port) throws IOException {
    return new HostilePeer(port);
  }

  /// Has opened a session over a WebSocket, and read its first packet.
  static HostilePeer webSocket(int port) throws IOException {
    var peer = new HostilePeer(port);
    peer.send(
        """
        GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r
        Host: localhost\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r
        \r
        """);
    var head = peer.head();
    if (!head.startsWith("HTTP/1.1 101 ") || head.toLowerCase(Locale.ROOT).contains("extensions")) {
      throw new AssertionError(head);
    }
    peer.frame();
    return peer;
  }

  /// Has joined the root namespace besides.
  static HostilePeer socket(int port) throws IOException {
    var peer = webSocket(port);
    peer.text("40");
    peer.frame();
    return peer;
  }

  void send(String text) throws IOException {
    send(text.getBytes(UTF_8));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void text(String text) throws IOException {
    frame(TEXT, text.getBytes(UTF_8));
  }

  /// Sends a frame, masked with zeros.
  void frame(int start, byte[] data) throws IOException {
    var frame = new ByteArrayOutputStream();
    frame.writeBytes(header(start, data.length));
    frame.writeBytes(data);
    send(frame.toByteArray());
  }

  /// Sends a frame again and again, until the server has had enough, or holds the sender back.
  void flood(int start, String text, int times) throws InterruptedException {
    var bytes = text.getBytes(UTF_8);
    Thread.ofVirtual()
        .start(() -> {
          try {
            for (int i = 0; i < times; i++) {
              frame(start, bytes);
            }
          } catch (IOException _) {
            // cut off
          }
        })
        .join(LONGEST_FLOOD);
  }

  /// So many characters of the fields of a JSON object.
  static String manyFields(int length) {
    var fields = new StringBuilder();
    for (int i = 0; fields.length() < length; i++) {
      fields.append(i == 0 ? "" : ",").append('"').append(Integer.toString(i, 36)).append("\":0");
    }
    return fields.toString();
  }

  /// The start of a frame of which nothing follows.
  static byte[] header(int start, long length) {
    var header = ByteBuffer.allocate(14).put((byte) start);
    if (length < 126) {
      header.put((byte) (0x80 | length));
    } else if (length <= 0xffff && length >= 0) {
      header.put((byte) 0xfe).putShort((short) length);
    } else {
      header.put((byte) 0xff).putLong(length);
    }
    header.putInt(0).flip();
    var bytes = new byte[header.remaining()];
    header.get(bytes);
    return bytes;
  }

  /// The status of the next answer, its body skipped as far as it says how long it is.
  int status() throws IOException {
    var head = head();
    var length = head.toLowerCase(Locale.ROOT).split("content-length: ", -1);
    if (length.length > 1) {
      in.skipNBytes(Integer.parseInt(length[1].split("\r", 2)[0]));
    }
    return Integer.parseInt(head.split(" ", 3)[1]);
  }

  /// Reads up to the end of the connection.
  ///
  /// @return the code of the close frame
  int closeCode() throws IOException {
    try {
      while (true) {
        var frame = frame();
        if (frame.start() == CLOSE) {
          return ByteBuffer.wrap(frame.data()).getShort();
        }
      }
    } catch (EOFException | SocketException _) {
      return NO_CODE;
    }
  }

  /// Reads frames up to the first text that begins so.
  String textWith(String start) throws IOException {
    while (true) {
      var text = new String(frame().data(), UTF_8);
      if (text.startsWith(start)) {
        return text;
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Frame(int start, byte[] data) {}

  private Frame frame() throws IOException {
    int start = in.readUnsignedByte();
    long length = in.readUnsignedByte();
    length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
    return new Frame(start, in.readNBytes((int) length));
  }

  private String head() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  /// Opens a session by polling.
  ///
  /// @return its id
  String pollingSession() throws IOException {
    send("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n");
    var head = head().toLowerCase(Locale.ROOT);
    int length = Integer.parseInt(head.split("content-length: ", -1)[1].split("\r", 2)[0]);
    return new String(in.readNBytes(length), UTF_8).split("\"", -1)[3];
  }

  /// Sends this, and ends the connection with a reset.
  void reset(String text) throws IOException {
    send(text);
    socket.setSoLinger(true, 0);
    close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
