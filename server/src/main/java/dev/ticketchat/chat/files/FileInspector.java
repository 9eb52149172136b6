package dev.ticketchat.chat.files;

import java.nio.file.Path;

/// Tells what a file is and whether files like it are taken. Its bytes decide; name and declared
/// type can only contradict them. Blocks; bounded in memory and time whatever the file holds; safe
/// from any thread.
public interface FileInspector {

  /// The file's type.
  ///
  /// @param name cleaned
  /// @param declaredType as it came; may be empty
  /// @throws dev.ticketchat.chat.Refused `FILE_REJECTED`, with the reason for people as half a
  ///   sentence that follows a file's name: `is a program or script, which is not accepted`
  FileType inspect(Path file, String name, String declaredType);
}
