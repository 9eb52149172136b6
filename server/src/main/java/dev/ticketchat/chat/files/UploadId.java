package dev.ticketchat.chat.files;

import java.util.random.RandomGenerator;

/// The name of an upload. Known to the user who began it; to everyone else it is as unknown as any.
///
/// @param value as a client said it
public record UploadId(String value) {
  private static final int DIGITS = 32;
  private static final int RADIX = 32;

  /// A new one: 160 random bits.
  static UploadId random(RandomGenerator random) {
    var digits = new StringBuilder(DIGITS);
    random.ints(DIGITS, 0, RADIX).forEach(digit -> digits.append(Character.forDigit(digit, RADIX)));
    return new UploadId(digits.toString());
  }
}
