package dev.ticketchat.chat.files;

/// An upload that was checked, and waits for its message.
///
/// @param name cleaned
/// @param size bytes as they will be stored
/// @param mimeType what its bytes are
public record FinishedUpload(UploadId id, String name, long size, String mimeType) {
  static FinishedUpload of(UploadId id, CheckedFile file) {
    return new FinishedUpload(id, file.originalName(), file.size(), file.type().mimeType());
  }
}
