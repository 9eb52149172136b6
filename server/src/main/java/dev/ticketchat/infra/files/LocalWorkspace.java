package dev.ticketchat.infra.files;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.TemporaryFile;
import dev.ticketchat.chat.files.Workspace;
import dev.ticketchat.infra.OutageLog;
import dev.ticketchat.infra.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// A folder for temporary files, of this process alone. It should lie on the same file system as
/// the store, so that storing a file is renaming it.
public final class LocalWorkspace implements Workspace {
  private final OutageLog outage = new OutageLog("files: making temporary files");
  private final OutageLog leftovers = new OutageLog("files: deleting temporary files");
  private final Path folder;

  private LocalWorkspace(Path folder) {
    this.folder = folder;
  }

  /// Makes the folder where there is none, and deletes the files in it: whatever is there was left
  /// by a crash.
  ///
  /// @throws Unusable when it cannot be written
  public static LocalWorkspace open(Path folder) {
    try {
      Disk.createFolders(folder);
      Disk.tryToWrite(folder);
      sweep(folder);
      return new LocalWorkspace(folder);
    } catch (IOException e) {
      throw new Unusable("The folder for temporary files, " + folder + ", cannot be written.", e);
    }
  }

  /// The folder. Others may keep temporary files of their own in it while this process runs.
  public Path folder() {
    return folder;
  }

  @Override
  public TemporaryFile create() {
    try {
      var file = Files.createTempFile(folder, "", ".tmp");
      outage.worked();
      return new LocalTemporaryFile(file, leftovers);
    } catch (IOException e) {
      outage.failed(Disk.nameless(e));
      throw Refused.unavailable();
    }
  }

  private static void sweep(Path folder) throws IOException {
    try (var files =
        Files.newDirectoryStream(
            folder, file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))) {
      for (var file : files) {
        Files.deleteIfExists(file);
      }
    }
  }
}
