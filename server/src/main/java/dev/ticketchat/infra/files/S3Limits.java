package dev.ticketchat.infra.files;

import java.time.Duration;

/// How long an S3 store may take.
///
/// @param connect for a connection
/// @param read for the next bytes of an answer
/// @param call for a whole call with its retries, beside the time its bytes take
/// @param perMebibyte more for each MiB, begun or whole, that a call carries
/// @param attempts how often a call is tried
record S3Limits(
    Duration connect, Duration read, Duration call, Duration perMebibyte, int attempts) {
  static final S3Limits STANDARD =
      new S3Limits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(8),
          Duration.ofSeconds(1),
          3);

  Duration forCallOf(long bytes) {
    return call.plus(perMebibyte.multipliedBy((bytes + (1 << 20) - 1) >> 20));
  }
}
