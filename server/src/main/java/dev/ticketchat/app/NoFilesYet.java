package dev.ticketchat.app;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.CheckFile;
import dev.ticketchat.chat.files.FileLimits;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.files.FileNames;
import dev.ticketchat.chat.files.FileRegistry;
import dev.ticketchat.chat.files.FileStore;
import dev.ticketchat.chat.files.FileType;
import dev.ticketchat.chat.files.FileUrls;
import dev.ticketchat.chat.files.KeepFiles;
import dev.ticketchat.chat.files.Pictures;
import dev.ticketchat.chat.files.StoredFile;
import dev.ticketchat.chat.files.TakeFiles;
import dev.ticketchat.chat.limits.RateLimiter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/// TEMPORARY: stands in for the parts that take, keep and show files, and refuses every one. Goes
/// as soon as [Assembly] has the real ones.
final class NoFilesYet {

  private NoFilesYet() {}

  static FileUrls urls() {
    return new FileUrls() {
      @Override
      public String path(FileName name) {
        throw Refused.unavailable();
      }

      @Override
      public String url(FileName name) {
        throw Refused.unavailable();
      }
    };
  }

  static TakeFiles takeFiles(RateLimiter limiter, FileRegistry registry, InstantSource clock) {
    var limits = FileLimits.standard();
    var check =
        new CheckFile(
            (_, _, _) -> {
              throw Refused.unavailable();
            },
            _ -> {
              throw Refused.unavailable();
            },
            new NoPictures(),
            () -> {
              throw Refused.unavailable();
            },
            limits);
    var names = new FileNames(new SecureRandom());
    var keep = new KeepFiles(names, registry, new NoStore(), clock, Thread::startVirtualThread);
    return new TakeFiles(limits, limiter, check, keep);
  }

  private record NoPictures() implements Pictures {
    @Override
    public void removePosition(Path file, FileType type) {
      throw Refused.unavailable();
    }

    @Override
    public Optional<FileType> thumbnail(Path picture, FileType type, Path target) {
      throw Refused.unavailable();
    }
  }

  private record NoStore() implements FileStore {
    @Override
    public void put(FileName name, Path source) {
      throw Refused.unavailable();
    }

    @Override
    public Optional<StoredFile> open(FileName name, long from, long count) {
      throw Refused.unavailable();
    }

    @Override
    public void delete(FileName name) {
      throw Refused.unavailable();
    }
  }
}
