package dev.ticketchat.engine.engineio;

import dev.ticketchat.engine.http.RawConnection;
import dev.ticketchat.engine.http.RawResponse;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/// A WebSocket client that can also misbehave.
public final class WebSocketClient implements AutoCloseable {
  public static final int TEXT = 0x81;
  public static final int BINARY = 0x82;
  public static final int CLOSE = 0x88;
  public static final int PING = 0x89;
  public static final int PONG = 0x8a;

  private static final byte[] MASK = {0x12, (byte) 0xf4, 0x56, 0x78};

  private final RawConnection connection;
  private final RawResponse handshake;

  /// Connects and asks for the upgrade; whether it was granted says [#handshake].
  public WebSocketClient(InetSocketAddress server, String target, String... headers) {
    this(new RawConnection(server), target, headers);
  }

  /// The same over a connection of the caller's.
  public WebSocketClient(RawConnection connection, String target, String... headers) {
    this(connection, target, new byte[0], headers);
  }

  /// The same, with bytes of the next protocol in one piece with the request.
  public WebSocketClient(RawConnection connection, String target, byte[] early, String... headers) {
    this.connection = connection;
    var request = request(target, headers).getBytes(StandardCharsets.ISO_8859_1);
    var piece = Arrays.copyOf(request, request.length + early.length);
    System.arraycopy(early, 0, piece, request.length, early.length);
    connection.send(piece);
    handshake = connection.response();
  }

  private static String request(String target, String... headers) {
    return """
    GET %s HTTP/1.1\r
    Host: localhost\r
    Connection: keep-alive, Upgrade\r
    Upgrade: websocket\r
    Sec-WebSocket-Version: 13\r
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
    %s\r
    """
        .formatted(target, String.join("", Arrays.stream(headers).map(h -> h + "\r\n").toList()));
  }

  public RawResponse handshake() {
    return handshake;
  }

  public RawConnection connection() {
    return connection;
  }

  public WebSocketClient sendText(String text) {
    return sendFrame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  public WebSocketClient sendBinary(int... bytes) {
    var data = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      data[i] = (byte) bytes[i];
    }
    return sendFrame(BINARY, data);
  }

  /// Sends a masked frame.
  ///
  /// @param first the first byte: FIN, reserved bits and opcode
  public WebSocketClient sendFrame(int first, byte[] data) {
    connection.send(frame(first, data));
    return this;
  }

  /// A masked frame as bytes.
  public static byte[] frame(int first, byte[] data) {
    var frame = ByteBuffer.allocate(14 + data.length).put((byte) first);
    if (data.length < 126) {
      frame.put((byte) (0x80 | data.length));
    } else if (data.length <= 0xffff) {
      frame.put((byte) (0x80 | 126)).putShort((short) data.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(data.length);
    }
    frame.put(MASK);
    for (int i = 0; i < data.length; i++) {
      frame.put((byte) (data[i] ^ MASK[i % 4]));
    }
    var bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  public Frame nextFrame() {
    var head = connection.read(2);
    int length = head[1] & 0x7f;
    if (length == 126) {
      length = ByteBuffer.wrap(connection.read(2)).getShort() & 0xffff;
    } else if (length == 127) {
      length = (int) ByteBuffer.wrap(connection.read(8)).getLong();
    }
    return new Frame(head[0] & 0xff, connection.read(length));
  }

  /// The next frame, which must be text.
  public String nextText() {
    var frame = nextFrame();
    if (frame.first() != TEXT) {
      throw new AssertionError("not text: " + frame);
    }
    return frame.text();
  }

  /// The code of the close frame that comes within that time; other frames are skipped.
  public int closeCodeWithin(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    var frame = nextFrame();
    while (frame.first() != CLOSE) {
      frame = nextFrame();
    }
    if (System.nanoTime() > end) {
      throw new AssertionError("closed too late");
    }
    return frame.closeCode();
  }

  @Override
  public void close() {
    connection.close();
  }

  /// A frame of the server.
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  public record Frame(int first, byte[] data) {
    public String text() {
      return new String(data, StandardCharsets.UTF_8);
    }

    public int closeCode() {
      return ByteBuffer.wrap(data).getShort() & 0xffff;
    }

    @Override
    public String toString() {
      return "%x %s".formatted(first, text());
    }
  }
}
