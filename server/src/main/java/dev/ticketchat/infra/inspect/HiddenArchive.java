package dev.ticketchat.infra.inspect;

import java.util.Arrays;

/// Sees whether the bytes of a file hold the end of a zip, by which zip readers find an archive
/// from behind whatever lies before it. Also sees the beginnings of RAR and 7z archives. Fed in
/// order.
final class HiddenArchive implements Tap {
  /// Bytes of the end record without its comment.
  private static final int RECORD = 22;

  private static final byte[] RAR = {'R', 'a', 'r', '!', 0x1A, 7};
  private static final byte[] SEVEN_ZIP = {'7', 'z', (byte) 0xBC, (byte) 0xAF, 0x27, 0x1C};
  private static final int HEADER_OF_ENTRY = 46;

  private final byte[] seam = new byte[2 * (RECORD - 1)];
  private int seamLength;
  private long seen;
  private boolean anywhere;
  private long endOfLast = -1;

  /// Whether there is an archive anywhere. Chance makes none: the record's fields agree.
  boolean anywhere() {
    return anywhere;
  }

  /// Whether an archive ends where the file ends.
  boolean atTheEnd() {
    return endOfLast == seen;
  }

  @Override
  public void bytes(byte[] bytes, int from, int count) {
    int joined = Math.min(count, RECORD - 1);
    System.arraycopy(bytes, from, seam, seamLength, joined);
    search(seam, 0, seamLength + joined, seen - seamLength);
    search(bytes, from, count, seen);
    seen += count;
    remember(bytes, from, count, joined);
  }

  /// Keeps the last bytes: a record may begin in them.
  private void remember(byte[] bytes, int from, int count, int joined) {
    if (count >= RECORD - 1) {
      System.arraycopy(bytes, from + count - (RECORD - 1), seam, 0, RECORD - 1);
      seamLength = RECORD - 1;
      return;
    }
    int length = seamLength + joined;
    int drop = Math.max(0, length - (RECORD - 1));
    System.arraycopy(seam, drop, seam, 0, length - drop);
    seamLength = length - drop;
  }

  private void search(byte[] bytes, int from, int count, long positionOfFrom) {
    int last = from + count - RECORD;
    for (int at = from; at <= last; at++) {
      switch (bytes[at]) {
        case 'P' -> end(bytes, at, positionOfFrom + at - from);
        case 'R' -> anywhere |= positionOfFrom + at > from && starts(bytes, at, RAR);
        case '7' -> anywhere |= positionOfFrom + at > from && starts(bytes, at, SEVEN_ZIP);
        default -> {}
      }
    }
  }

  private void end(byte[] bytes, int at, long position) {
    if (bytes[at + 1] != 'K' || bytes[at + 2] != 5 || bytes[at + 3] != 6) {
      return;
    }
    long entries = u16(bytes, at + 10);
    long size = u16(bytes, at + 12) | u16(bytes, at + 14) << 16;
    long offset = u16(bytes, at + 16) | u16(bytes, at + 18) << 16;
    if (entries > 0
        && size >= entries * HEADER_OF_ENTRY
        && (size + offset <= position || offset == 0xFFFFFFFFL)) {
      anywhere = true;
      endOfLast = position + RECORD + u16(bytes, at + 20);
    }
  }

  private static boolean starts(byte[] bytes, int at, byte[] signature) {
    return Arrays.equals(bytes, at, at + signature.length, signature, 0, signature.length);
  }

  private static long u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFFL) | (bytes[at + 1] & 0xFFL) << 8;
  }
}
