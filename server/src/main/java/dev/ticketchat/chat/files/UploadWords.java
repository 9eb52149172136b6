package dev.ticketchat.chat.files;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;

/// What people are told when an upload does not go on.
final class UploadWords {

  private UploadWords() {}

  static Refused notFound() {
    return notFound("Upload");
  }

  /// @param which as the sender of a message counts it: `Upload 2`
  static Refused notFound(String which) {
    return new Refused(
        ErrorCode.NOT_FOUND, which + " was not found. Please upload the file again.");
  }

  static Refused unfinished(String which) {
    return invalid(which + " is not finished");
  }

  static Refused otherTicket(String which) {
    return invalid(which + " is for another ticket");
  }

  static Refused otherFile() {
    return invalid("This upload was started for another file");
  }

  static Refused incomplete(long offset) {
    return invalid("The file is not complete: the next chunk begins at offset " + offset);
  }

  static Refused misplaced(UploadProgress reached) {
    var left = reached.size() - reached.offset();
    return invalid(
        left == 0
            ? "The file is complete at offset %d: finish the upload".formatted(reached.offset())
            : "The next chunk must begin at offset %d and have %d bytes"
                .formatted(reached.offset(), Math.min(left, reached.chunkSize())));
  }

  static Refused notStored() {
    return new Refused(
        ErrorCode.UNAVAILABLE, "The file could not be stored just now. Please try again.");
  }

  static Refused invalid(String words) {
    return new Refused(ErrorCode.INVALID, words);
  }
}
