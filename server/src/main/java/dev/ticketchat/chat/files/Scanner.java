package dev.ticketchat.chat.files;

import java.nio.file.Path;

/// Looks for malicious content. Blocks for a bounded time; safe from any thread.
public interface Scanner {

  /// What was found.
  ///
  /// @throws dev.ticketchat.chat.Refused when the file could not be scanned, wholly and in time:
  ///   such a file is not clean. `UNAVAILABLE` where another try may help; `FILE_REJECTED` where
  ///   only another file would, with the reason as [FileInspector#inspect] gives it
  Verdict scan(Path file);

  /// The outcome of a scan that took place.
  sealed interface Verdict {

    record Clean() implements Verdict {}

    /// Something was found.
    ///
    /// @param signature the scanner's name for it; for logs, not for users
    record Malicious(String signature) implements Verdict {}
  }
}
