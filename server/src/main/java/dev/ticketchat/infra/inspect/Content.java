package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The bytes of a file, or of a member of an archive, read once and front to back. Holds one buffer
/// of 64 KiB and a copy of the first bytes. For one thread. What needs more bytes than there are
/// throws [Damaged].
final class Content implements AutoCloseable {
  /// How many bytes are known before anything is decided.
  static final int HEAD = 64 * 1024;

  private static final long SHORT = 0xFFFF;

  private final InputStream source;
  private final Buffers buffers;
  private final Tap tap;
  private final HiddenArchive hidden = new HiddenArchive();
  private final byte[] buffer;
  private final byte[] head;
  private int start;
  private int end;
  private long position;

  /// Reads the head. The source is its maker's to close.
  Content(InputStream source, Buffers buffers, Tap tap) throws IOException {
    this.source = source;
    this.buffers = buffers;
    this.tap = tap;
    this.buffer = buffers.take();
    fill(HEAD);
    this.head = Arrays.copyOf(buffer, end);
  }

  /// The first bytes, at most [#HEAD]; not to be changed.
  byte[] head() {
    return head;
  }

  /// How many bytes have been read.
  long position() {
    return position;
  }

  /// How many bytes lie in [#buffer] from [#start] on; 0 at the end.
  int available() throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
      fill(1);
    }
    return end - start;
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  /// Marks bytes of the buffer as read.
  void consume(int count) {
    start += count;
    position += count;
  }

  /// Whether that many more bytes are there, at most [#HEAD]. They can be peeked at then.
  boolean has(int count) throws IOException {
    if (end - start < count) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
      fill(count);
    }
    return end - start >= count;
  }

  /// A byte that [#has] found, unsigned.
  int peek(int offset) {
    return buffer[start + offset] & 0xFF;
  }

  /// Four bytes that [#has] found, little end first.
  long peek32(int offset) {
    return peek(offset)
        | peek(offset + 1) << 8
        | peek(offset + 2) << 16
        | (long) peek(offset + 3) << 24;
  }

  /// The next byte, or -1 at the end.
  int read() throws IOException {
    if (available() == 0) {
      return -1;
    }
    int value = buffer[start] & 0xFF;
    consume(1);
    return value;
  }

  int u8() throws IOException {
    int value = read();
    if (value < 0) {
      throw new Damaged("breaks off");
    }
    return value;
  }

  int u16le() throws IOException {
    return u8() | u8() << 8;
  }

  int u16be() throws IOException {
    return u8() << 8 | u8();
  }

  long u32le() throws IOException {
    return u16le() | (u16le() & SHORT) << 16;
  }

  long u32be() throws IOException {
    return (u16be() & SHORT) << 16 | u16be();
  }

  long u64le() throws IOException {
    return u32le() | u32le() << 32;
  }

  long u64be() throws IOException {
    return u32be() << 32 | u32be();
  }

  byte[] bytes(int count) throws IOException {
    var bytes = new byte[count];
    for (int at = 0; at < count; ) {
      int next = Math.min(requireSome(), count - at);
      System.arraycopy(buffer, start, bytes, at, next);
      consume(next);
      at += next;
    }
    return bytes;
  }

  void skip(long count) throws IOException {
    if (count < 0) {
      throw new Damaged("a negative length");
    }
    for (long left = count; left > 0; ) {
      int next = (int) Math.min(requireSome(), left);
      consume(next);
      left -= next;
    }
  }

  /// Reads what is left.
  void drain() throws IOException {
    for (int count = available(); count > 0; count = available()) {
      consume(count);
    }
  }

  /// Whether an archive lies in the bytes seen so far. Ask at the end.
  HiddenArchive hidden() {
    return hidden;
  }

  @Override
  public void close() {
    buffers.giveBack(buffer);
  }

  private int requireSome() throws IOException {
    int count = available();
    if (count == 0) {
      throw new Damaged("breaks off");
    }
    return count;
  }

  private void fill(int wanted) throws IOException {
    while (end - start < wanted && end < buffer.length) {
      int count = source.read(buffer, end, buffer.length - end);
      if (count < 0) {
        return;
      }
      tap.bytes(buffer, end, count);
      hidden.bytes(buffer, end, count);
      end += count;
    }
  }
}
