package dev.ticketchat.bench.load;

import java.util.Arrays;

/// Reads WebSocket frames of a server (RFC 6455) in place, and puts fragments together. Between
/// messages it holds nothing.
final class FrameReader {

  /// What frames amount to. The bytes are only good during the call.
  interface Sink {
    void onText(byte[] bytes, int from, int to);

    void onBinary(byte[] bytes, int from, int to);

    void onPing(byte[] bytes, int from, int to);

    void onClose();
  }

  private static final byte[] NOTHING = {};
  private static final int LARGEST = 64 << 20;

  private final Sink sink;

  /// The fragments of a message that has not ended, and its opcode; CONTINUATION where there is
  /// none.
  private byte[] message = NOTHING;

  private int messageOpcode = Frames.CONTINUATION;

  FrameReader(Sink sink) {
    this.sink = sink;
  }

  /// Reads as many whole frames as there are.
  ///
  /// @return where the first frame begins that is not whole; `to` if there is none
  int read(byte[] bytes, int from, int to) throws Broken {
    int at = from;
    while (to - at >= 2) {
      int header = headerLength(bytes[at + 1]);
      if (to - at < header) {
        break;
      }
      int length = length(bytes, at, header);
      if (to - at - header < length) {
        break;
      }
      int start = at + header;
      at = start + length;
      onFrame(bytes[start - header], bytes, start, at);
    }
    return at;
  }

  private static int headerLength(byte lengthByte) throws Broken {
    require(lengthByte >= 0, "a masked frame");
    return switch (lengthByte) {
      case Frames.LENGTH_16 -> 4;
      case Frames.LENGTH_64 -> 10;
      default -> 2;
    };
  }

  private static int length(byte[] bytes, int at, int header) throws Broken {
    if (header == 2) {
      return bytes[at + 1];
    }
    long length = 0;
    for (int i = at + 2; i < at + header; i++) {
      length = length << 8 | (bytes[i] & 0xff);
    }
    require(length >= 0 && length <= LARGEST, "a frame of more than 64 MiB");
    return (int) length;
  }

  private void onFrame(byte head, byte[] bytes, int from, int to) throws Broken {
    require((head & 0x70) == 0, "reserved bits");
    int opcode = head & 0xf;
    boolean fin = head < 0;
    switch (opcode) {
      case Frames.TEXT, Frames.BINARY -> {
        require(messageOpcode == Frames.CONTINUATION, "a message within a message");
        if (fin) {
          onMessage(opcode, bytes, from, to);
        } else {
          messageOpcode = opcode;
          add(bytes, from, to);
        }
      }
      case Frames.CONTINUATION -> {
        require(messageOpcode != Frames.CONTINUATION, "nothing to continue");
        add(bytes, from, to);
        if (fin) {
          endMessage();
        }
      }
      case Frames.PING -> sink.onPing(bytes, from, to);
      case Frames.PONG -> {}
      case Frames.CLOSE -> sink.onClose();
      default -> throw new Broken(Fault.PROTOCOL, "an unknown opcode");
    }
  }

  private void add(byte[] bytes, int from, int to) throws Broken {
    int size = message.length;
    require(size + (to - from) <= LARGEST, "a message of more than 64 MiB");
    message = Arrays.copyOf(message, size + (to - from));
    System.arraycopy(bytes, from, message, size, to - from);
  }

  private void endMessage() {
    byte[] whole = message;
    int opcode = messageOpcode;
    message = NOTHING;
    messageOpcode = Frames.CONTINUATION;
    onMessage(opcode, whole, 0, whole.length);
  }

  private void onMessage(int opcode, byte[] bytes, int from, int to) {
    if (opcode == Frames.TEXT) {
      sink.onText(bytes, from, to);
    } else {
      sink.onBinary(bytes, from, to);
    }
  }

  private static void require(boolean kept, String otherwise) throws Broken {
    if (!kept) {
      throw new Broken(Fault.PROTOCOL, otherwise);
    }
  }
}
