package dev.ticketchat.infra.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// The anti-malware test file as eicar.org defines it: 68 characters at the start of the file, then
/// nothing but spaces, tabs, line ends and Control-Z, and at most 128 characters in all.
final class EicarFile {
  /// How many of a file's first bytes are needed to tell: one more than the longest has.
  static final int HEAD = 129;

  /// In two parts, so that no scanner takes these classes for the file.
  private static final byte[] TEXT =
      String.join("", "X5O!P%@AP[4\\PZX54(P^)7CC)7}", "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")
          .getBytes(US_ASCII);

  private EicarFile() {}

  /// @param head the file's first [#HEAD] bytes, or all of them where it has less
  static boolean begins(byte[] head) {
    return head.length >= TEXT.length
        && head.length < HEAD
        && Arrays.equals(head, 0, TEXT.length, TEXT, 0, TEXT.length)
        && isBlank(head, TEXT.length);
  }

  private static boolean isBlank(byte[] head, int from) {
    for (var i = from; i < head.length; i++) {
      if (" \t\n\r\u001a".indexOf(head[i]) < 0) {
        return false;
      }
    }
    return true;
  }
}
