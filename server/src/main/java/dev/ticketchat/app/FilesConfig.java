package dev.ticketchat.app;

import dev.ticketchat.chat.files.FileLimits;
import dev.ticketchat.infra.tokens.Secret;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// The settings of files. Immutable.
///
/// @param limits of a message's files
/// @param store where they are kept, as `s3://…`; empty for the data folder
/// @param clamAv where clamd listens, not resolved; empty for the built-in scanner alone
/// @param rules the table of types that are taken; empty for the built-in one
/// @param linkKey what links are signed with; empty for one that is made and kept
public record FilesConfig(
    FileLimits limits,
    Optional<URI> store,
    Optional<InetSocketAddress> clamAv,
    Optional<Path> rules,
    Optional<Secret> linkKey) {

  /// The largest event or body that has a chance: so much that a message with files over the limits
  /// comes whole and is refused in words, rather than cut off.
  private static final int HEADROOM = 2;

  private static final int REST_OF_A_MESSAGE = 1 << 20;

  /// What holds where nothing is set.
  public static FilesConfig standard() {
    return new FilesConfig(
        FileLimits.standard(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// Bytes of the largest event or body that is taken, whose files are base64.
  int largestMessage() {
    var base64 = Math.ceilDiv(limits.maxFileSize(), 3) * 4;
    var bytes = REST_OF_A_MESSAGE + HEADROOM * base64 * limits.maxFiles();
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }
}
