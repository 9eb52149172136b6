package dev.ticketchat.chat.files;

import dev.ticketchat.chat.Refused;
import java.time.Instant;
import java.util.Optional;

/// Where an upload is on its way: RECEIVING, CHECKING, READY, CLAIMED, GONE; back to RECEIVING when
/// its check could not be made, and to READY when its message could not be sent.
sealed interface UploadState {

  /// The file, once it was checked.
  default Optional<CheckedFile> file() {
    return Optional.empty();
  }

  /// Whether nobody came back for it in time.
  default boolean isDue(Instant now) {
    return false;
  }

  /// Bytes come, or are all here.
  record Receiving(long offset, Instant until) implements UploadState {
    @Override
    public boolean isDue(Instant now) {
      return !now.isBefore(until);
    }
  }

  /// One thread looks at the file, which is that thread's until then.
  record Checking() implements UploadState {}

  /// Waits for its message.
  record Ready(CheckedFile checked, Instant until) implements UploadState {
    @Override
    public Optional<CheckedFile> file() {
      return Optional.of(checked);
    }

    @Override
    public boolean isDue(Instant now) {
      return !now.isBefore(until);
    }
  }

  /// Handed over to one send, which brings it back or ends it.
  record Claimed(CheckedFile checked) implements UploadState {
    @Override
    public Optional<CheckedFile> file() {
      return Optional.of(checked);
    }
  }

  /// Over, and its bytes deleted or about to be.
  ///
  /// @param why what whoever still asks is told
  record Gone(Refused why) implements UploadState {}
}
