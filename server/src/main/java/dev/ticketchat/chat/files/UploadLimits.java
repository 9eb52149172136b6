package dev.ticketchat.chat.files;

import java.time.Duration;

/// How much may be on its way up, and for how long.
///
/// @param chunkSize bytes of each chunk but the last
/// @param openPerUser uploads of one user that are neither sent nor gone
/// @param bytesPerUser what these may fill of the disk; each counts as one chunk at least
/// @param bytesPerNode what those of all users may fill
/// @param remembered sent uploads whose digests are kept, of all users
/// @param checksPerUser files of one user that are checked at a time
/// @param patience how long a finish waits for its turn
/// @param idle how long an upload lives without a chunk
/// @param kept how long a finished upload waits for its message, and the digest of a sent one for a
///   repeat
public record UploadLimits(
    int chunkSize,
    int openPerUser,
    long bytesPerUser,
    long bytesPerNode,
    int remembered,
    int checksPerUser,
    Duration patience,
    Duration idle,
    Duration kept) {

  public UploadLimits {
    require(chunkSize > 0, "chunkSize must be positive");
    require(openPerUser > 0, "openPerUser must be positive");
    require(bytesPerUser > 0, "bytesPerUser must be positive");
    require(bytesPerNode >= bytesPerUser, "the node must have room for one user");
    require(remembered > 0, "remembered must be positive");
    require(checksPerUser > 0, "checksPerUser must be positive");
  }

  /// For files up to that size: ten of the largest for a user, and 2 GiB for the node, or ten users
  /// where that is more. One user alone cannot make 100,000 uploads within an hour.
  public static UploadLimits forFilesUpTo(long maxFileSize) {
    var bytesPerUser = 10 * maxFileSize;
    return new UploadLimits(
        64 << 10,
        20,
        bytesPerUser,
        Math.max(2L << 30, 10 * bytesPerUser),
        100_000,
        4,
        Duration.ofSeconds(8),
        Duration.ofMinutes(10),
        Duration.ofHours(1));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
