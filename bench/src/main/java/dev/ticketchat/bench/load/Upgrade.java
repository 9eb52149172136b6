package dev.ticketchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The HTTP part of opening a WebSocket: the request, the same for every connection of a run, and a
/// look at the answer.
final class Upgrade {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final byte[] SWITCHING = "HTTP/1.1 101".getBytes(US_ASCII);
  private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);
  private static final int LONGEST_ANSWER = 16 * 1024;

  /// How much of a refusal is shown.
  private static final int SHOWN = 160;

  private final byte[] request;
  private final byte[] accept;

  /// @param authority the server, as in a URL
  /// @param nonce 16 random bytes
  Upgrade(String authority, byte[] nonce) {
    var key = Base64.getEncoder().encodeToString(nonce);
    accept = accept(key).getBytes(US_ASCII);
    request =
        """
        GET /socket.io/?EIO=4&transport=websocket HTTP/1.1
        Host: %s
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: %s
        Origin: http://%s
        User-Agent: ticketchat-bench

        """
            .formatted(authority, key, authority)
            .replace("\n", "\r\n")
            .getBytes(US_ASCII);
  }

  ByteBuf request() {
    return Unpooled.directBuffer(request.length).writeBytes(request);
  }

  /// Looks at what was received so far.
  ///
  /// @return where the answer ends; 0 if it does not yet
  int answered(byte[] bytes, int to) throws Broken {
    int end = Bytes.find(bytes, 0, to, END);
    if (end < 0) {
      require(to <= LONGEST_ANSWER, "the HTTP answer is too long");
      return 0;
    }
    require(Bytes.startsWith(bytes, 0, end, SWITCHING), Bytes.text(bytes, 0, end, SHOWN));
    require(Bytes.find(bytes, 0, end, accept) >= 0, "wrong Sec-WebSocket-Accept");
    return end + END.length;
  }

  /// What a server makes of a key.
  static String accept(String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private static void require(boolean kept, String otherwise) throws Broken {
    if (!kept) {
      throw new Broken(Fault.HANDSHAKE, otherwise);
    }
  }
}
