package dev.ticketchat.infra.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.infra.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalWorkspaceTest {
  @TempDir Path temporary;

  private Path folder;
  private LocalWorkspace workspace;

  @BeforeEach
  void open() {
    folder = temporary.resolve("data").resolve("incoming");
    workspace = LocalWorkspace.open(folder);
  }

  @Test
  void makesEmptyFilesThatAreNobodyElsesBusiness() throws Exception {
    try (var one = workspace.create();
        var other = workspace.create()) {
      Files.write(one.path(), new byte[7]);

      assertThat(one.size()).isEqualTo(7);
      assertThat(other.size()).isZero();
      assertThat(one.path()).hasParent(workspace.folder());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one.path())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void deletesAFileWhenItIsClosedAndDoesNotMindWhenItIsGone() throws Exception {
    var file = workspace.create();
    var taken = workspace.create();
    Files.move(taken.path(), temporary.resolve("taken"));

    file.close();
    file.close();
    taken.close();

    assertThat(folder).isEmptyDirectory();
    assertThat(temporary.resolve("taken")).exists();
  }

  @Test
  void deletesWhatACrashLeftWhenItStarts() throws Exception {
    Files.write(workspace.create().path(), new byte[10]);
    Files.createFile(folder.resolve("upload-of-the-engine"));

    LocalWorkspace.open(folder);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesFoldersAndWhatLinksPointToAlone() throws Exception {
    var precious = Files.createFile(temporary.resolve("precious"));
    Files.createSymbolicLink(folder.resolve("link"), precious);
    Files.createDirectories(folder.resolve("sub").resolve("sub"));

    LocalWorkspace.open(folder);

    assertThat(precious).exists();
    assertThat(folder.resolve("sub").resolve("sub")).exists();
  }

  @Test
  void refusesWhenItCannotMakeAFileAndRecovers() throws IOException {
    Files.delete(folder);
    FileStoreContract.expectUnavailable(workspace::create);

    Files.createDirectory(folder);

    assertThat(workspace.create().path()).exists();
  }

  @Test
  void saysInOneSentenceThatItsFolderCannotBeWritten() throws Exception {
    var occupied = Files.createFile(temporary.resolve("occupied"));

    assertThatExceptionOfType(Unusable.class)
        .isThrownBy(() -> LocalWorkspace.open(occupied))
        .withMessage("The folder for temporary files, %s, cannot be written.", occupied);
  }
}
