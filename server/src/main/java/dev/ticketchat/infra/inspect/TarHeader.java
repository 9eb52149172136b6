package dev.ticketchat.infra.inspect;

import java.nio.charset.StandardCharsets;

/// One block in front of a tar's member.
record TarHeader(String name, char kind, long size) {
  static final int BLOCK = 512;

  private static final int SUM_FROM = 148;
  private static final int SUM_TO = 156;

  /// Whether a block's sum is right. Also true of the first block of tars that are too old for a
  /// magic number.
  static boolean isOne(byte[] block) {
    if (block.length < BLOCK || block[0] == 0) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= SUM_FROM && i < SUM_TO ? ' ' : block[i] & 0xFF;
    }
    return sum == octal(block, SUM_FROM, 8);
  }

  static TarHeader parse(byte[] block) throws Damaged {
    long size = octal(block, 124, 12);
    if (!isOne(block) || size < 0) {
      throw new Damaged("no tar header");
    }
    boolean posix = new String(block, 257, 6, StandardCharsets.ISO_8859_1).equals("ustar\0");
    var prefix = posix ? text(block, 345, 155) : "";
    var name = text(block, 0, 100);
    return new TarHeader(
        prefix.isEmpty() ? name : prefix + "/" + name, (char) (block[156] & 0xFF), size);
  }

  /// -1 where there is no number in octal digits. Sizes of 8 GiB and more have another form, and
  /// are none.
  private static long octal(byte[] block, int from, int length) {
    var digits = text(block, from, length).strip();
    if (digits.isEmpty() || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '7')) {
      return -1;
    }
    return Long.parseLong(digits, 8);
  }

  private static String text(byte[] block, int from, int length) {
    int end = from;
    while (end < from + length && block[end] != 0) {
      end++;
    }
    return new String(block, from, end - from, StandardCharsets.UTF_8);
  }
}
