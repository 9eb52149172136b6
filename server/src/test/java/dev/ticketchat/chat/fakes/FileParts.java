package dev.ticketchat.chat.fakes;

import dev.ticketchat.chat.files.CheckFile;
import dev.ticketchat.chat.files.FileLimits;
import dev.ticketchat.chat.files.FileNames;
import dev.ticketchat.chat.files.FileRegistry;
import dev.ticketchat.chat.files.KeepFiles;
import dev.ticketchat.chat.files.TakeFiles;
import dev.ticketchat.chat.files.Workers;
import dev.ticketchat.chat.limits.RateLimiter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.Executor;

/// Everything that takes files, from fakes: the standard limits, and files that are taken back at
/// once.
public record FileParts(
    FakeWorkspace workspace,
    FakeScanner scanner,
    MemoryFileRegistry registry,
    MemoryFileStore store) {

  public static FileParts in(Path folder) {
    return new FileParts(
        new FakeWorkspace(folder),
        new FakeScanner(),
        new MemoryFileRegistry(),
        new MemoryFileStore());
  }

  public CheckFile checkFile() {
    return new CheckFile(
        new FakeInspector(),
        scanner,
        new FakePictures(),
        workspace,
        FileLimits.standard(),
        new Workers(Runnable::run));
  }

  public TakeFiles takeFiles(RateLimiter limiter) {
    return takeFiles(limiter, registry, Runnable::run);
  }

  /// With another registry and its files taken back elsewhere.
  public TakeFiles takeFiles(RateLimiter limiter, FileRegistry other, Executor background) {
    var names = new FileNames(new SecureRandom());
    var keepFiles = new KeepFiles(names, other, store, () -> Instant.EPOCH, background);
    return new TakeFiles(FileLimits.standard(), limiter, checkFile(), keepFiles);
  }
}
