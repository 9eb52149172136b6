package dev.ticketchat.api.http;

import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.files.FileStore;
import dev.ticketchat.chat.files.StoredFile;
import dev.ticketchat.engine.http.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// Opens stored files as bodies of answers. Blocks.
final class FileBodies {

  /// More than a picture of 480 by 480 pixels takes in any form.
  private static final int MAX_THUMBNAIL = 1 << 20;

  private final FileStore store;

  FileBodies(FileStore store) {
    this.store = store;
  }

  /// A part of a file; empty where there is no such file.
  Optional<Body> open(FileName name, long from, long count) {
    if (count == 0) {
      return Optional.of(new Body.Bytes(new byte[0]));
    }
    return store
        .open(name, from, count)
        .map(stored ->
            switch (stored) {
              case StoredFile.OnDisk(var file, var start, var length) ->
                  new Body.Region(file, start, length);
              case StoredFile.Remote(var content, var length) -> new Body.Stream(content, length);
            });
  }

  /// A thumbnail, whole, whose size nobody has noted: the store gives what there is.
  Optional<Body> openThumbnail(FileName name) throws IOException {
    var stored = store.open(name, 0, MAX_THUMBNAIL);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (stored.get()) {
          case StoredFile.OnDisk(var file, var start, _) -> rest(file, start);
          case StoredFile.Remote(var content, _) -> read(content);
        });
  }

  private static Body rest(FileChannel file, long start) throws IOException {
    try {
      return new Body.Region(file, start, Math.min(file.size() - start, MAX_THUMBNAIL));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static Body read(InputStream content) throws IOException {
    try (content) {
      return new Body.Bytes(content.readNBytes(MAX_THUMBNAIL));
    }
  }
}
