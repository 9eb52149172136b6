package dev.ticketchat.chat.files;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;

/// What a message's files may be, as configured.
///
/// @param maxFileSize bytes of one file
/// @param maxFiles files of one message
/// @param stripPosition whether pictures lose the position where they were taken
public record FileLimits(long maxFileSize, int maxFiles, boolean stripPosition) {
  private static final long KB = 1024;
  private static final long MB = KB * KB;

  public FileLimits {
    if (maxFileSize < 1 || maxFiles < 1) {
      throw new IllegalArgumentException("a limit must be positive");
    }
  }

  /// What the contract with users says.
  public static FileLimits standard() {
    return new FileLimits(10 * MB, 10, true);
  }

  /// The refusal of a file that is larger.
  ///
  /// @param which as the sender counts it: `Attachment 2`
  public Refused tooLarge(String which) {
    return new Refused(
        ErrorCode.TOO_LARGE, which + " exceeds maximum size of " + inWords(maxFileSize));
  }

  /// Checks how many files a message has.
  ///
  /// @throws Refused `TOO_LARGE` when they are more than it may have
  public void checkNumber(int files) {
    if (files > maxFiles) {
      throw new Refused(
          ErrorCode.TOO_LARGE,
          "A message can have at most " + maxFiles + (maxFiles == 1 ? " file" : " files"));
    }
  }

  /// In the largest unit that says it exactly.
  private static String inWords(long bytes) {
    if (bytes % MB == 0) {
      return bytes / MB + "MB";
    }
    return bytes % KB == 0 ? bytes / KB + "KB" : bytes + " bytes";
  }
}
