package dev.ticketchat.infra.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.chat.files.FileStore;
import dev.ticketchat.infra.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalFileStoreTest implements FileStoreContract {
  @TempDir Path temporary;

  private Path folder;
  private Path sources;
  private Path small;
  private LocalFileStore store;

  @BeforeEach
  void open() throws Exception {
    folder = temporary.resolve("files");
    sources = Files.createDirectory(temporary.resolve("incoming"));
    small = Files.createDirectory(temporary.resolve("small"));
    store = LocalFileStore.open(folder);
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", small.toString());
  }

  @Override
  public FileStore store() {
    return store;
  }

  @Override
  public Path sources() {
    return sources;
  }

  /// A file is where the folder was.
  @Override
  public void beginOutage() throws IOException {
    Files.move(folder, temporary.resolve("away"));
    Files.createFile(folder);
  }

  @Override
  public void endOutage() throws IOException {
    Files.delete(folder);
    Files.move(temporary.resolve("away"), folder);
  }

  @Test
  void takesTheSourceRatherThanCopyingIt() throws Exception {
    var source = file(FileStoreContract.random(10));
    var inode = Files.getAttribute(source, "unix:ino");

    store.put(FileStoreContract.name(1), source);

    assertThat(source).doesNotExist();
    assertThat(Files.getAttribute(placed(1), "unix:ino")).isEqualTo(inode);
  }

  @Test
  void letsNobodyElseReadWhatItKeeps() throws Exception {
    var source = file(FileStoreContract.random(10));
    Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rw-rw-rw-"));

    store.put(FileStoreContract.name(1), source);

    assertThat(permissions(placed(1))).isEqualTo("rw-------");
    assertThat(folders(folder))
        .hasSize(3)
        .allSatisfy(path -> assertThat(permissions(path)).isEqualTo("rwx------"));
  }

  @Test
  void storesWhatLiesOnAnotherFileSystem() throws Exception {
    var source = Files.createTempFile(elsewhere(), "ticketchat", ".tmp");
    try {
      Files.write(source, new byte[] {1, 2, 3});

      store.put(FileStoreContract.name(1), source);

      assertThat(read(FileStoreContract.name(1), 0, 3)).hasValue(new byte[] {1, 2, 3});
      assertThat(files(folder)).containsExactly(placed(1));
    } finally {
      Files.deleteIfExists(source);
    }
  }

  /// A disk of 256 KiB where this user may mount one; else a folder that cannot be made.
  @Test
  void leavesNothingWhenTheDiskIsFullAndRecoversByItself() throws Exception {
    var mounted = run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small.toString());
    store = LocalFileStore.open(small);
    var name = FileStoreContract.name(1);
    var inTheWay = small.resolve(mounted ? "other" : name.value().substring(0, 1));
    Files.write(inTheWay, new byte[200 << 10]);
    var source = file(FileStoreContract.random(100 << 10));

    FileStoreContract.expectUnavailable(() -> store.put(name, source));

    assertThat(files(small)).containsExactly(inTheWay);
    Files.delete(inTheWay);
    store.put(name, source);
    assertThat(read(name, 0, 100 << 10)).isPresent();
  }

  @Test
  void doesNotFollowALinkOutOfItsFolder() throws Exception {
    var secret = Files.writeString(temporary.resolve("secret"), "secret");
    store.put(FileStoreContract.name(1), file(new byte[] {1}));
    Files.delete(placed(1));
    Files.createSymbolicLink(placed(1), secret);

    FileStoreContract.expectUnavailable(() -> store.open(FileStoreContract.name(1), 0, 1));
  }

  @Test
  void deletesWhatACrashLeftHalfCopied() throws Exception {
    store.put(FileStoreContract.name(1), file(new byte[] {1}));
    Files.createFile(folder.resolve(FileStoreContract.name(2).value() + ".part"));

    store = LocalFileStore.open(folder);

    assertThat(files(folder)).containsExactly(placed(1));
    assertThat(read(FileStoreContract.name(1), 0, 1)).isPresent();
  }

  @Test
  void saysInOneSentenceThatItsFolderCannotBeWritten() throws Exception {
    var occupied = Files.createFile(temporary.resolve("occupied"));

    assertThatExceptionOfType(Unusable.class)
        .isThrownBy(() -> LocalFileStore.open(occupied.resolve("files")))
        .withMessage("The folder for files, %s, cannot be written.", occupied.resolve("files"));
  }

  private Path placed(int number) {
    var name = FileStoreContract.name(number).value();
    return folder.resolve(name.substring(0, 1)).resolve(name.substring(1, 2)).resolve(name);
  }

  private Path elsewhere() throws IOException {
    var shared = Path.of("/dev/shm");
    return Files.isDirectory(shared) ? shared : temporary;
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /// Whether the command did it: mounting takes a right that not everyone has.
  private static boolean run(String... command) throws Exception {
    var process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
