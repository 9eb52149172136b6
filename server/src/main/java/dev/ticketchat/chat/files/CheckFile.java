package dev.ticketchat.chat.files;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.CheckedFile.Thumbnail;
import java.util.Optional;

/// Decides whether a file is taken, and makes it ready to be stored: its name, its size, what it
/// is, what the scanner says of it; then the position goes out of a picture, and a thumbnail is
/// made. Blocks for all of this; safe from any thread.
public final class CheckFile {
  private final FileInspector inspector;
  private final Scanner scanner;
  private final Pictures pictures;
  private final Workspace workspace;
  private final FileLimits limits;

  public CheckFile(
      FileInspector inspector,
      Scanner scanner,
      Pictures pictures,
      Workspace workspace,
      FileLimits limits) {
    this.inspector = inspector;
    this.scanner = scanner;
    this.pictures = pictures;
    this.workspace = workspace;
    this.limits = limits;
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
    var sent = Fingerprint.of(file.content().path());
    var type = inspect(file, name, which);
    scan(file, which);

    var stored = withoutPosition(file, type, sent);
    var thumbnail = thumbnail(file, type);
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
    try {
      return inspector.inspect(file.content().path(), name, file.declaredType());
    } catch (Refused refused) {
      throw refused.code() == ErrorCode.FILE_REJECTED
          ? new Refused(refused.code(), which + " " + refused.getMessage())
          : refused;
    }
  }

  private void scan(IncomingFile file, String which) {
    switch (scanner.scan(file.content().path())) {
      case Scanner.Verdict.Clean() -> {}
      case Scanner.Verdict.Malicious _ ->
          throw new Refused(ErrorCode.MALICIOUS_FILE, which + " contains malicious content");
    }
  }

  private Fingerprint withoutPosition(IncomingFile file, FileType type, Fingerprint sent) {
    if (!limits.stripPosition()) {
      return sent;
    }
    pictures.removePosition(file.content().path(), type);
    return Fingerprint.of(file.content().path());
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
