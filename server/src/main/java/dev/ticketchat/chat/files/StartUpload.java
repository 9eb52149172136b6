package dev.ticketchat.chat.files;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.limits.Limit;
import dev.ticketchat.chat.limits.RateLimiter;
import dev.ticketchat.chat.tickets.TicketAccess;
import java.util.Optional;

/// Starts an upload, or goes on with an earlier one: check, charge, open. Blocks for the store and
/// the disk; safe from any thread.
public final class StartUpload {
  /// A path may come with a name. What waits is bounded.
  private static final int LONGEST_NAME = 1_024;

  private static final int LONGEST_TYPE = 255;

  private final FileLimits limits;
  private final TicketAccess access;
  private final RateLimiter limiter;
  private final Uploads uploads;

  public StartUpload(FileLimits limits, TicketAccess access, RateLimiter limiter, Uploads uploads) {
    this.limits = limits;
    this.access = access;
    this.limiter = limiter;
    this.uploads = uploads;
  }

  /// Says where the next chunk begins. All bytes of a new file are charged to its user here, once,
  /// however often it is resumed.
  ///
  /// @throws Refused `INVALID` or `TOO_LARGE` for the file; as [TicketAccess], [Uploads#open] and
  ///   [Uploads#resume] say; `RATE_LIMITED`
  public UploadProgress start(Principal caller, NewUpload file, Optional<UploadId> earlier) {
    check(file);
    access.open(caller, file.ticketId());
    return earlier
        .map(id -> uploads.resume(caller.id(), id, file))
        .orElseGet(() -> begin(caller, file));
  }

  private void check(NewUpload file) {
    if (file.name().length() > LONGEST_NAME || OriginalName.clean(file.name()).isEmpty()) {
      throw UploadWords.invalid("File must have a valid name");
    }
    if (file.declaredType().length() > LONGEST_TYPE) {
      throw UploadWords.invalid("File type must be a MIME type");
    }
    if (file.size() < 1) {
      throw UploadWords.invalid("File size must be a whole number of at least 1");
    }
    if (file.size() > limits.maxFileSize()) {
      throw limits.tooLarge("File");
    }
  }

  private UploadProgress begin(Principal caller, NewUpload file) {
    var begun = uploads.open(caller.id(), file);
    try {
      limiter.takeOrRefuse(Limit.ATTACHMENT_BYTES, caller.id().value(), file.size());
      return begun;
    } catch (RuntimeException e) {
      uploads.cancel(caller.id(), begun.id());
      throw e;
    }
  }
}
