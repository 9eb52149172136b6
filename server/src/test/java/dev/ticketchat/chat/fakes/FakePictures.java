package dev.ticketchat.chat.fakes;

import dev.ticketchat.chat.files.FileType;
import dev.ticketchat.chat.files.Pictures;
import java.nio.file.Path;
import java.util.Optional;

/// Takes the word `GPS` for a position. Can make a thumbnail of every picture but one that says
/// `odd`, and fails at one that says `bug`.
public final class FakePictures implements Pictures {
  public static final FileType JPEG = new FileType("image/jpeg", "jpg", true);

  @Override
  public boolean removePosition(Path file, FileType type) {
    var content = Texts.read(file);
    Texts.write(file, content.replace("GPS", "---"));
    return content.contains("GPS");
  }

  @Override
  public Optional<FileType> thumbnail(Path picture, FileType type, Path target) {
    var content = Texts.read(picture);
    if (content.contains("bug")) {
      throw new IllegalStateException("a bug");
    }
    if (content.contains("odd")) {
      return Optional.empty();
    }
    Texts.write(target, "small " + content);
    return Optional.of(JPEG);
  }
}
