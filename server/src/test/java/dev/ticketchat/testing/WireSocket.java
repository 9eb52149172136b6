package dev.ticketchat.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A Socket.IO client over a WebSocket of its own, which reads when and as fast as a test wants.
/// Reads and writes block; reads fail after twenty seconds.
public final class WireSocket implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int SMALL = 126;
  private static final int LARGE = 127;

  private final Socket socket = new Socket();
  private final DataInputStream in;

  /// Connects to the root namespace.
  public WireSocket(InetSocketAddress server) {
    this(server, 0);
  }

  /// @param receiveBuffer bytes that may come before they are read; 0 for what the system likes
  public WireSocket(InetSocketAddress server, int receiveBuffer, String... headers) {
    try {
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(server);
      in =
          new DataInputStream(
              new BufferedInputStream(
                  socket.getInputStream(), receiveBuffer > 0 ? 512 : 64 * 1024));
      handshake(headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    send("40");
    await("40");
  }

  /// Signs in, and waits until that is done.
  public WireSocket signIn(String token) {
    send("42[\"authenticate\",{\"token\":\"" + token + "\"}]");
    await("42[\"authenticated\"");
    return this;
  }

  /// Joins a ticket, and waits until that is done.
  public WireSocket join(String ticket) {
    send("42[\"join_ticket\",{\"ticketId\":\"" + ticket + "\"}]");
    await("42[\"joined_ticket\"");
    return this;
  }

  /// The next text that begins like this; others are skipped.
  public String await(String start) {
    var text = next();
    while (!text.startsWith(start)) {
      text = next();
    }
    return text;
  }

  /// The next text. Pings are answered.
  public String next() {
    try {
      while (true) {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        long length =
            switch (second) {
              case SMALL -> in.readUnsignedShort();
              case LARGE -> in.readLong();
              default -> second;
            };
        var text = new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
        if (first == 0x88) {
          throw new IOException("closed by the server");
        } else if (text.equals("2")) {
          send("3");
        } else {
          return text;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads some bytes, whatever they are.
  ///
  /// @return how many; -1 if the server has closed the connection
  public int readSome(int most) {
    try {
      return in.read(new byte[most]);
    } catch (IOException e) {
      return -1;
    }
  }

  public void send(String text) {
    send(frame(text));
  }

  /// Sends frames.
  public void send(byte[] frames) {
    try {
      synchronized (socket) {
        socket.getOutputStream().write(frames);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A text as a client's frame.
  public static byte[] frame(String text) {
    var data = text.getBytes(StandardCharsets.UTF_8);
    var frame = ByteBuffer.allocate(14 + data.length).put((byte) 0x81);
    if (data.length < SMALL) {
      frame.put((byte) (0x80 | data.length));
    } else if (data.length <= 0xffff) {
      frame.put((byte) (0x80 | SMALL)).putShort((short) data.length);
    } else {
      frame.put((byte) (0x80 | LARGE)).putLong(data.length);
    }
    frame.putInt(0).put(data); // a mask that changes nothing
    var bytes = new byte[frame.flip().remaining()];
    frame.get(bytes);
    return bytes;
  }

  private void handshake(String... headers) throws IOException {
    var extra = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    var request =
        """
        GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r
        Host: localhost\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        """
            + extra
            + "\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    var status = readLine();
    if (!status.contains(" 101 ")) {
      throw new IOException("refused: " + status);
    }
    while (!readLine().isEmpty()) {}
  }

  private String readLine() throws IOException {
    var line = new StringBuilder();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
