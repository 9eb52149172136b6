package dev.ticketchat.chat.fakes;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.FileInspector;
import dev.ticketchat.chat.files.FileType;
import java.nio.file.Path;

/// Knows a picture by `PNG` at its beginning and a program by `MZ`; everything else is text.
public final class FakeInspector implements FileInspector {
  public static final FileType PNG = new FileType("image/png", "png", true);
  public static final FileType TEXT = new FileType("text/plain", "txt", false);

  @Override
  public FileType inspect(Path file, String name, String declaredType) {
    var content = Texts.read(file);
    if (content.startsWith("MZ")) {
      throw new Refused(ErrorCode.FILE_REJECTED, "is a program or script, which is not accepted");
    }
    return content.startsWith("PNG") ? PNG : TEXT;
  }
}
