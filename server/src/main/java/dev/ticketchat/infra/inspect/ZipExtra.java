package dev.ticketchat.infra.inspect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/// The extra fields of a zip's entry: its 64-bit lengths, and a second name.
final class ZipExtra {
  private static final long ELSEWHERE = 0xFFFFFFFFL;
  private static final int LONG_FORM = 1;
  private static final int UNICODE_PATH = 0x7075;

  /// A version and a sum.
  private static final int FRONT_OF_NAME = 5;

  private final Deque<Long> lengths = new ArrayDeque<>();
  private boolean longForm;
  private String secondName = "";

  ZipExtra(byte[] bytes) {
    var fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (fields.remaining() >= 4) {
      int kind = fields.getShort() & 0xFFFF;
      int length = Math.min(fields.getShort() & 0xFFFF, fields.remaining());
      field(kind, fields.slice(fields.position(), length).order(ByteOrder.LITTLE_ENDIAN));
      fields.position(fields.position() + length);
    }
  }

  /// Whether there is a field of 64-bit lengths.
  boolean longForm() {
    return longForm;
  }

  /// The name beside the entry's, or an empty one. Readers differ about which of the two counts.
  String secondName() {
    return secondName;
  }

  /// The length itself, or the next 64-bit one where it says that it stands there. To be asked in
  /// the order of the format: size, packed size, offset.
  long length(long length) throws Damaged {
    if (length != ELSEWHERE) {
      return length;
    }
    var next = lengths.poll();
    if (next == null || next < 0) {
      throw new Damaged("a length that stands nowhere");
    }
    return next;
  }

  private void field(int kind, ByteBuffer value) {
    if (kind == UNICODE_PATH && value.remaining() > FRONT_OF_NAME) {
      var name = value.slice(FRONT_OF_NAME, value.remaining() - FRONT_OF_NAME);
      secondName = StandardCharsets.UTF_8.decode(name).toString();
    }
    if (kind == LONG_FORM) {
      longForm = true;
      while (value.remaining() >= Long.BYTES) {
        lengths.add(value.getLong());
      }
    }
  }
}
