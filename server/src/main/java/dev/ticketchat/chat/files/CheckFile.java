package dev.ticketchat.chat.files;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.CheckedFile.Thumbnail;
import java.util.Optional;
import java.util.function.Supplier;

/// Decides whether a file is taken, and makes it ready to be stored: its name, its size, what it
/// is, what the scanner says of it; then the position goes out of a picture, and a thumbnail is
/// made. Blocks for all of this; safe from any thread. What keeps a processor busy is left to
/// workers.
public final class CheckFile {
  private final FileInspector inspector;
  private final Scanner scanner;
  private final Pictures pictures;
  private final Workspace workspace;
  private final FileLimits limits;
  private final Workers workers;

  public CheckFile(
      FileInspector inspector,
      Scanner scanner,
      Pictures pictures,
      Workspace workspace,
      FileLimits limits,
      Workers workers) {
    this.inspector = inspector;
    this.scanner = scanner;
    this.pictures = pictures;
    this.workspace = workspace;
    this.limits = limits;
    this.workers = workers;
  }

  /// The file, checked. Its content is still the one that came, which may have changed in place;
  /// closing the result closes that too. When this throws, what was made here is closed, and the
  /// file that came is still its maker's to close.
  ///
  /// @param which as the sender counts it, to begin sentences with: `Attachment 2`
  /// @throws Refused with a sentence for the sender: `INVALID` for its name or for no bytes,
  ///   `TOO_LARGE`, `FILE_REJECTED`, `MALICIOUS_FILE`; `UNAVAILABLE` when it could not be checked
  public CheckedFile check(IncomingFile file, String which) {
    var name =
        OriginalName.clean(file.name())
            .orElseThrow(() -> invalid(which + " must have a valid name"));
    checkSize(file.content().size(), which);
    var sent = workers.run(() -> Fingerprint.of(file.content().path()));
    var type = workers.run(() -> inspect(file, name, which));
    scan(file, which);

    var stored = workers.run(() -> withoutPosition(file, type, sent));
    var thumbnail = workers.run(() -> thumbnail(file, type));
    return new CheckedFile(
        name, type, file.content(), stored.size(), stored.hash(), sent.hash(), thumbnail);
  }

  /// A file of no bytes has no base64 data either, in the contract's words.
  private void checkSize(long size, String which) {
    if (size == 0) {
      throw invalid(which + " must have valid base64 data");
    }
    if (size > limits.maxFileSize()) {
      throw limits.tooLarge(which);
    }
  }

  private FileType inspect(IncomingFile file, String name, String which) {
    return inWords(
        which, () -> inspector.inspect(file.content().path(), name, file.declaredType()));
  }

  private void scan(IncomingFile file, String which) {
    switch (inWords(which, () -> scanner.scan(file.content().path()))) {
      case Scanner.Verdict.Clean() -> {}
      case Scanner.Verdict.Malicious _ ->
          throw new Refused(ErrorCode.MALICIOUS_FILE, which + " contains malicious content");
    }
  }

  /// The ports give half a sentence as the reason of a rejection.
  private static <T> T inWords(String which, Supplier<T> check) {
    try {
      return check.get();
    } catch (Refused refused) {
      throw refused.code() == ErrorCode.FILE_REJECTED
          ? new Refused(refused.code(), which + " " + refused.getMessage())
          : refused;
    }
  }

  private Fingerprint withoutPosition(IncomingFile file, FileType type, Fingerprint sent) {
    return limits.stripPosition() && pictures.removePosition(file.content().path(), type)
        ? Fingerprint.of(file.content().path())
        : sent;
  }

  private Optional<Thumbnail> thumbnail(IncomingFile file, FileType type) {
    if (!type.picture()) {
      return Optional.empty();
    }
    var target = workspace.create();
    try {
      var made = pictures.thumbnail(file.content().path(), type, target.path());
      if (made.isEmpty()) {
        target.close();
      }
      return made.map(thumbnailType -> new Thumbnail(thumbnailType, target));
    } catch (RuntimeException e) {
      target.close();
      throw e;
    }
  }

  private static Refused invalid(String message) {
    return new Refused(ErrorCode.INVALID, message);
  }
}
